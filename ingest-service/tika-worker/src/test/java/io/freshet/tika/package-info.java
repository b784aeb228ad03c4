/** Tests of the worker's reading. */
@NullMarked
package io.freshet.tika;

import org.jspecify.annotations.NullMarked;
