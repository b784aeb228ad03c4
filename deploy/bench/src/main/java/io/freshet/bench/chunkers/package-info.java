/** Judges the ways to cut documents by what searches find, what embedding costs and what an edit changes. */
@NullMarked
package io.freshet.bench.chunkers;

import org.jspecify.annotations.NullMarked;
