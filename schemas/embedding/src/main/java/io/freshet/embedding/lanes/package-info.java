/** How much is done at a time, shared fairly between callers. */
@NullMarked
package io.freshet.embedding.lanes;

import org.jspecify.annotations.NullMarked;
