package io.freshet.embedding.stack;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import io.freshet.service.patience.Patience;
import io.freshet.service.patience.Pauser;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Asks again while that can help and patience lasts; how long a provider wants to be left alone is obeyed. */
final class RetryingEmbedder implements Embedder {

    /**
     * What time and chance are made of.
     *
     * @param nanos a clock that never goes back
     * @param chance from 0 to 1
     */
    record Surroundings(Pauser pauser, LongSupplier nanos, DoubleSupplier chance) {}

    private final Embedder delegate;
    private final Patience patience;
    private final Surroundings around;
    private final EmbeddingMeters meters;

    RetryingEmbedder(Embedder delegate, Patience patience, Surroundings around, EmbeddingMeters meters) {
        this.delegate = delegate;
        this.patience = patience;
        this.around = around;
        this.meters = meters;
    }

    @Override
    public EmbeddingModel model() {
        return delegate.model();
    }

    @Override
    public List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException {
        long began = around.nanos().getAsLong();
        for (int failures = 0; ; failures++) {
            try {
                return delegate.embed(texts, kind);
            } catch (EmbeddingException failed) {
                if (failed.kind() == Kind.INVALID || failed.isMisconfigured()) {
                    throw failed;
                }
                Duration spent = Duration.ofNanos(around.nanos().getAsLong() - began);
                holdOn(pause(failed, failures), spent, failed);
            }
        }
    }

    /** Half of a doubling pause and half of it left to chance, so that callers who failed together do not return together. */
    private Duration pause(EmbeddingException failed, int failures) {
        long millis = patience.pause(failures).toMillis();
        Duration own = Duration.ofMillis(millis / 2 + Math.round(around.chance().getAsDouble() * millis / 2));
        Duration wanted = failed.retryAfter();
        return wanted == null ? own : wanted.plus(own);
    }

    private void holdOn(Duration pause, Duration spent, EmbeddingException failed) throws EmbeddingException {
        if (spent.plus(pause).compareTo(patience.total()) > 0) {
            throw failed;
        }
        meters.retry();
        try {
            if (!around.pauser().pause(pause)) {
                throw failed;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed;
        }
    }

    @Override
    public void close() {
        delegate.close();
    }
}
