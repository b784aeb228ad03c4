/** What the meters tell. */
@NullMarked
package io.freshet.index.metrics;

import org.jspecify.annotations.NullMarked;
