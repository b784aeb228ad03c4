/**
 * What is put around an embedder: each decorator does one thing, and {@link io.freshet.embedding.stack.OpenEmbedder} puts
 * them together.
 */
@NullMarked
package io.freshet.embedding.stack;

import org.jspecify.annotations.NullMarked;
