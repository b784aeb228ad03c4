/**
 * Blocks to chunks, and the keys that keep chunks in reading order.
 *
 * <p>Pure functions: knows nothing of Kafka, stores, models or clocks. Boundaries are decided from the text around them,
 * so an edit changes only chunks near it.
 */
@NullMarked
package io.freshet.index.chunk;

import org.jspecify.annotations.NullMarked;
