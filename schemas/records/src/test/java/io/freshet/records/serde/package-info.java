/** Tests of the serdes. */
@NullMarked
package io.freshet.records.serde;

import org.jspecify.annotations.NullMarked;
