/** The writer against a store that fails, and a process that dies. */
@NullMarked
package io.freshet.index.write;

import org.jspecify.annotations.NullMarked;
