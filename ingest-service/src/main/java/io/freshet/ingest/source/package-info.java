/**
 * What an event of the stream comes to: events are checked, their files read by the extractor, and their outcomes sent on.
 *
 * <p>Knows nothing of the order in which events are handled, but that a document's come one after the other.
 */
@NullMarked
package io.freshet.ingest.source;

import org.jspecify.annotations.NullMarked;
