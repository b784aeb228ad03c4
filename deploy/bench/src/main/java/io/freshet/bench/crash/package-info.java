/** Whether the index is what the events say, however often what makes it is killed. */
@NullMarked
package io.freshet.bench.crash;

import org.jspecify.annotations.NullMarked;
