package io.freshet.testkit;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An embedder without a model: each word is counted in the dimension its hash names, and the counts are scaled to unit
 * length.
 *
 * <p>Equal texts get equal vectors, texts that share words similar ones, and no similarity is negative. A text without
 * words points along the first axis. Words after the model's window are cut off.
 */
public final class HashEmbedder implements Embedder {
    private static final int MAX_TOKENS = 512;

    private final EmbeddingModel model;

    public HashEmbedder(int dimensions) {
        this.model = new EmbeddingModel("hash-of-words-" + dimensions, dimensions, MAX_TOKENS, "", "");
    }

    @Override
    public EmbeddingModel model() {
        return model;
    }

    @Override
    public List<float[]> embed(List<String> texts, TextKind kind) {
        return texts.stream().map(this::embed).toList();
    }

    /** The vector of one text; unlike the port's method it declares no exception. */
    public float[] embed(String text) {
        float[] vector = new float[model.dimensions()];
        Words.of(text).stream()
                .limit(model.maxTokens())
                .forEach(word -> vector[Math.floorMod(hash(word), vector.length)]++);
        return scaledToUnitLength(vector);
    }

    private static float[] scaledToUnitLength(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (squares == 0) {
            vector[0] = 1;
            return vector;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    /** FNV-1a with a final mix, because the low bits of FNV alone are poor. */
    private static int hash(String word) {
        int hash = 0x811c9dc5;
        for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x01000193;
        }
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        return hash ^ (hash >>> 13);
    }

    @Override
    public void close() {}
}
