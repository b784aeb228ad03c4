/** Schemas over time: what was written once must stay readable. */
@NullMarked
package io.freshet.records.evolution;

import org.jspecify.annotations.NullMarked;
