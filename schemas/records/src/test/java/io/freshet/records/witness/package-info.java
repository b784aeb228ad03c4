/** Our bytes and requests against real programs of others, in processes of their own. */
@NullMarked
package io.freshet.records.witness;

import org.jspecify.annotations.NullMarked;
