package io.freshet.bench.crash;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Equal texts to equal directions, without a model. It refuses texts with a word of its own, and when told so it is slow
 * and out of reach now and then.
 */
public final class HashingEmbedder implements Embedder, TokenCounter {
    /** No text with this word is ever embedded. */
    static final String REFUSED = "unembeddable";

    private static final int FEW_DIMENSIONS = 16;

    private final Random random = new Random();
    private final EmbeddingModel model;
    private final int slowestMillis;
    private final double failing;

    /** One of few dimensions that always answers, at once. */
    HashingEmbedder() {
        this(0, 0);
    }

    /** One that always answers, at once. */
    public HashingEmbedder(int dimensions) {
        this(dimensions, 0, 0);
    }

    /** One that takes up to so long for a call and does not answer this share of calls. */
    HashingEmbedder(int slowestMillis, double failing) {
        this(FEW_DIMENSIONS, slowestMillis, failing);
    }

    private HashingEmbedder(int dimensions, int slowestMillis, double failing) {
        this.model = new EmbeddingModel("hash-of-text", dimensions, 512, "", "");
        this.slowestMillis = slowestMillis;
        this.failing = failing;
    }

    @Override
    public EmbeddingModel model() {
        return model;
    }

    @Override
    public List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException {
        beTroublesome();
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).contains(REFUSED)) {
                throw new EmbeddingException(EmbeddingException.Kind.INVALID, "a text is " + REFUSED, null, i, null);
            }
            vectors.add(vector(texts.get(i)));
        }
        return vectors;
    }

    private void beTroublesome() throws EmbeddingException {
        if (slowestMillis > 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(slowestMillis));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EmbeddingException(EmbeddingException.Kind.UNAVAILABLE, "interrupted", e);
            }
        }
        if (random.nextDouble() < failing) {
            throw new EmbeddingException(EmbeddingException.Kind.UNAVAILABLE, "out of reach for once", null);
        }
    }

    /** The vector of a text, of unit length. */
    float[] vector(String text) {
        long seed = 1_125_899_906_842_597L;
        for (int i = 0; i < text.length(); i++) {
            seed = 31 * seed + text.charAt(i);
        }
        Random direction = new Random(seed);
        float[] vector = new float[model.dimensions()];
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) direction.nextGaussian();
            squares += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return vector;
    }

    @Override
    public int count(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    @Override
    public void close() {}
}
