/** What the index writer costs beside the bare store, and where the time goes from a change to its being searchable. */
@NullMarked
package io.freshet.bench.writer;

import org.jspecify.annotations.NullMarked;
