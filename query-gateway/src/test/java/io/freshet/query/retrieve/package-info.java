/** Tests of {@code retrieve}. */
@NullMarked
package io.freshet.query.retrieve;

import org.jspecify.annotations.NullMarked;
