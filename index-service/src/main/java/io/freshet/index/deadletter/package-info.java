/** Records that were given up, as values. Knows neither producers nor stages' reasons. */
@NullMarked
package io.freshet.index.deadletter;

import org.jspecify.annotations.NullMarked;
