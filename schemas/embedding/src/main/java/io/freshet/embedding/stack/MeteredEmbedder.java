package io.freshet.embedding.stack;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.TokenCounter;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts and times the requests that reach the embedder itself. */
final class MeteredEmbedder implements Embedder {
    private final Embedder delegate;
    private final @Nullable TokenCounter counter;
    private final EmbeddingMeters meters;
    private final LongSupplier nanos;

    /** @param counter null where counting would cost as much as a part of embedding */
    MeteredEmbedder(Embedder delegate, @Nullable TokenCounter counter, EmbeddingMeters meters, LongSupplier nanos) {
        this.delegate = delegate;
        this.counter = counter;
        this.meters = meters;
        this.nanos = nanos;
    }

    @Override
    public EmbeddingModel model() {
        return delegate.model();
    }

    @Override
    public List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException {
        long began = nanos.getAsLong();
        String outcome = "failed";
        try {
            List<float[]> vectors = delegate.embed(texts, kind);
            outcome = "ok";
            meters.embedded(kind, texts.size(), counter == null ? 0 : tokens(counter, texts));
            return vectors;
        } catch (EmbeddingException failed) {
            outcome = failed.kind().name().toLowerCase(Locale.ROOT);
            throw failed;
        } finally {
            meters.request(kind, outcome, nanos.getAsLong() - began);
        }
    }

    private static long tokens(TokenCounter counter, List<String> texts) {
        return texts.stream().mapToLong(counter::count).sum();
    }

    @Override
    public void close() {
        delegate.close();
    }
}
