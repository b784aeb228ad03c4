/**
 * Takes records from Kafka and has them handled, in order for each key and in parallel across keys, within bounds of memory.
 *
 * <p>Offsets are committed only up to the first record that is not finished. Knows nothing of what is in a record.
 */
@NullMarked
package io.freshet.ingest.stream;

import org.jspecify.annotations.NullMarked;
