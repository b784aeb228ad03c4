/** The metrics of this service, each name in one place. */
@NullMarked
package io.freshet.index.metrics;

import org.jspecify.annotations.NullMarked;
