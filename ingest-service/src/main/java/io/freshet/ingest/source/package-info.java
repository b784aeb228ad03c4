/**
 * The stream's way in: events are taken from Kafka, checked, read by the extractor and sent on, in order for each document
 * and in parallel across documents.
 *
 * <p>Offsets are committed only for records whose outcome Kafka has acknowledged.
 */
@NullMarked
package io.freshet.ingest.source;

import org.jspecify.annotations.NullMarked;
