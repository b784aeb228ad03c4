@NullMarked
package io.freshet.index.http;

import org.jspecify.annotations.NullMarked;
