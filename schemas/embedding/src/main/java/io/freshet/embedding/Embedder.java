package io.freshet.embedding;

import java.util.List;

/**
 * Turns texts into vectors. Implementations are safe for use by several threads.
 *
 * <p>The vectors are unit length, one per text and in the order of the texts; the same text gives the same vector,
 * whatever else is in the list.
 */
public interface Embedder extends AutoCloseable {

    EmbeddingModel model();

    /**
     * One unit-length vector per text.
     *
     * @throws EmbeddingException when no vector can be had; its kind says whether trying again can help
     */
    List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException;

    @Override
    void close();
}
