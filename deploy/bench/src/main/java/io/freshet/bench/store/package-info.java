/** How quickly a store takes chunks and answers, how well, and what our adapter adds to it. */
@NullMarked
package io.freshet.bench.store;

import org.jspecify.annotations.NullMarked;
