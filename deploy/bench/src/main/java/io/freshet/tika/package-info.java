/** What a benchmark needs of the worker's insides. */
@NullMarked
package io.freshet.tika;

import org.jspecify.annotations.NullMarked;
