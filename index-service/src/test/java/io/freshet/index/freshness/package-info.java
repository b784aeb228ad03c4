/** The watermark over logs in memory. */
@NullMarked
package io.freshet.index.freshness;

import org.jspecify.annotations.NullMarked;
