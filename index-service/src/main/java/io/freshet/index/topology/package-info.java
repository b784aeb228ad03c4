/**
 * The stream from extracted documents to changes of the index: gate, chunk, diff, embed, commit.
 *
 * <p>Knows ports and records; knows no store, no HTTP and no model. What a step decides is in pure classes ({@link
 * io.freshet.index.topology.Gate}, {@link io.freshet.index.topology.Diff}); processors only fetch and keep.
 */
@NullMarked
package io.freshet.index.topology;

import org.jspecify.annotations.NullMarked;
