/**
 * Finding visible chunks: query vectors, over-fetching, heads, permissions, waiting for a caller's own writes.
 *
 * <p>Knows the store and the embedder by their ports alone, and nothing of HTTP or JSON.
 */
@NullMarked
package io.freshet.query.retrieve;

import org.jspecify.annotations.NullMarked;
