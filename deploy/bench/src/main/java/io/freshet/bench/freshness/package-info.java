/** How long after its publication an edit is found by a search, under a steady stream of edits. */
@NullMarked
package io.freshet.bench.freshness;

import org.jspecify.annotations.NullMarked;
