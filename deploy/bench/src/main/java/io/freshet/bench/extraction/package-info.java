/** What it costs to read files in processes that may die, beside the same reader called in process. */
@NullMarked
package io.freshet.bench.extraction;

import org.jspecify.annotations.NullMarked;
