@NullMarked
package io.freshet.index.embed;

import org.jspecify.annotations.NullMarked;
