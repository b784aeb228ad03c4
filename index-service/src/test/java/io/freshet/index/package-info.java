/** Settings and wiring. */
@NullMarked
package io.freshet.index;

import org.jspecify.annotations.NullMarked;
