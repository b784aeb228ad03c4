/**
 * The ingest service: takes document changes by HTTP and Kafka, and publishes their text.
 *
 * <p>This package wires the parts. It never sees an index, an embedding or a query.
 */
@NullMarked
package io.freshet.ingest;

import org.jspecify.annotations.NullMarked;
