/**
 * One ranking out of two: what every adapter does with the hits of its keyword leg and its vector leg, so that the same
 * hits come in the same order from each.
 */
@NullMarked
package io.freshet.store.rank;

import org.jspecify.annotations.NullMarked;
