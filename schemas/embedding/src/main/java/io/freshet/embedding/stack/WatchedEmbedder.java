package io.freshet.embedding.stack;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers whether a remote embedder works, for readiness.
 *
 * <p>Asked while it does not know or does not work, it sends one short text, in the background and rarely: a service that
 * is not ready may get no work that would show it to be well again.
 */
final class WatchedEmbedder implements Embedder {
    private static final List<String> PROBE = List.of("water");
    private static final long BETWEEN_PROBES = Duration.ofSeconds(10).toNanos();

    private final Embedder delegate;
    private final Executor background;
    private final LongSupplier nanos;
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile boolean asked;
    private volatile long lastAsked;
    private volatile @Nullable EmbeddingException trouble;

    WatchedEmbedder(Embedder delegate, Executor background, LongSupplier nanos) {
        this.delegate = delegate;
        this.background = background;
        this.nanos = nanos;
    }

    @Override
    public EmbeddingModel model() {
        return delegate.model();
    }

    @Override
    public List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException {
        try {
            List<float[]> vectors = delegate.embed(texts, kind);
            trouble = null;
            return vectors;
        } catch (EmbeddingException failed) {
            // A text that is refused and a request to slow down come from a provider that works.
            trouble = failed.kind() == Kind.UNAVAILABLE ? failed : null;
            throw failed;
        } finally {
            asked = true;
            lastAsked = nanos.getAsLong();
        }
    }

    /** What was wrong the last time; null while nothing was. */
    @Nullable
    EmbeddingException trouble() {
        boolean due = !asked || (trouble != null && nanos.getAsLong() - lastAsked >= BETWEEN_PROBES);
        if (due && probing.compareAndSet(false, true)) {
            background.execute(this::probe);
        }
        return trouble;
    }

    private void probe() {
        try {
            embed(PROBE, TextKind.QUERY);
        } catch (EmbeddingException failed) {
            // Remembered by embed.
        } finally {
            probing.set(false);
        }
    }

    @Override
    public void close() {
        delegate.close();
    }
}
