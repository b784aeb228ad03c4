/**
 * Up to which moment everything published is searchable, told from the positions that the three stages have committed.
 *
 * <p>Knows topics and groups; knows nothing of what the records say.
 */
@NullMarked
package io.freshet.index.freshness;

import org.jspecify.annotations.NullMarked;
