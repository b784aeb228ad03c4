@NullMarked
package io.freshet.index.state;

import org.jspecify.annotations.NullMarked;
