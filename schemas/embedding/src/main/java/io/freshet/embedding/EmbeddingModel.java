package io.freshet.embedding;

/**
 * What identifies a model: two vectors may be compared only when all of this is equal.
 *
 * @param id name and precision, such as {@code bge-small-en-v1.5-q}; written into the index
 * @param dimensions length of every vector
 * @param maxTokens the model's window; longer input is cut by the model, so callers stay below it
 * @param queryPrefix what the model card wants in front of a query, or the empty string
 * @param passagePrefix what the model card wants in front of a passage, or the empty string
 */
public record EmbeddingModel(String id, int dimensions, int maxTokens, String queryPrefix, String passagePrefix) {
    public EmbeddingModel {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a model needs an id");
        }
        if (dimensions < 1 || maxTokens < 1) {
            throw new IllegalArgumentException("dimensions and maxTokens must be positive: " + id);
        }
    }

    public String prefix(TextKind kind) {
        return kind == TextKind.QUERY ? queryPrefix : passagePrefix;
    }
}
