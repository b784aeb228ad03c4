/**
 * Text to vectors: the {@link io.freshet.embedding.Embedder} port, what identifies a model, and the adapters.
 *
 * <p>Knows nothing of documents, chunks, Kafka or stores.
 */
@NullMarked
package io.freshet.embedding;

import org.jspecify.annotations.NullMarked;
