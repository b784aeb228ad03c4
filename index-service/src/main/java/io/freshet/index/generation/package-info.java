/**
 * Generations of the index, as an operator orders, watches, compares and changes them, and what has to run for them.
 *
 * <p>Knows the store's ports; how streams and writers are made, and HTTP, it does not know.
 */
@NullMarked
package io.freshet.index.generation;

import org.jspecify.annotations.NullMarked;
