/** Laws and examples of chunking. */
@NullMarked
package io.freshet.index.chunk;

import org.jspecify.annotations.NullMarked;
