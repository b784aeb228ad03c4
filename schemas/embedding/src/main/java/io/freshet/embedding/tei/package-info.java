/** Hugging Face's Text Embeddings Inference. */
@NullMarked
package io.freshet.embedding.tei;

import org.jspecify.annotations.NullMarked;
