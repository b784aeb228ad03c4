/** Tests of {@code http}. */
@NullMarked
package io.freshet.query.http;

import org.jspecify.annotations.NullMarked;
