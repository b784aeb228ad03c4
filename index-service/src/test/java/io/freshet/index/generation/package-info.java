@NullMarked
package io.freshet.index.generation;

import org.jspecify.annotations.NullMarked;
