/** How long the stream's state takes to come back after a kill, and to be taken over. */
@NullMarked
package io.freshet.bench.restore;

import org.jspecify.annotations.NullMarked;
