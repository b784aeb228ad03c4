package io.freshet.embedding.stack;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TokenCounter;
import io.freshet.embedding.settings.EmbeddingSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An embedder as its settings ask for it, with its decorators and the counter of its tokens. */
public final class OpenEmbedder implements AutoCloseable {
    private final Embedder embedder;
    private final TokenCounter tokens;
    private final @Nullable WatchedEmbedder watched;
    private final Runnable last;
    private final AtomicBoolean closed = new AtomicBoolean();

    OpenEmbedder(Embedder embedder, TokenCounter tokens, @Nullable WatchedEmbedder watched, Runnable last) {
        this.embedder = embedder;
        this.tokens = tokens;
        this.watched = watched;
        this.last = last;
    }

    /**
     * Opens it. A model in this process is loaded; a remote one is not called yet.
     *
     * @throws EmbeddingException when files or native libraries cannot be loaded on this machine
     */
    public static OpenEmbedder open(EmbeddingSettings settings, MeterRegistry meters) throws EmbeddingException {
        return switch (settings.provider()) {
            case ONNX, ONNX_FILES -> LocalStack.open(settings, meters);
            case OPENAI, TEI, COHERE -> RemoteStack.open(settings, meters);
        };
    }

    /** The embedder, for use by several threads. */
    public Embedder embedder() {
        return embedder;
    }

    /** Counts the model's tokens; for a remote model without a tokenizer file it estimates, rather too many. */
    public TokenCounter tokens() {
        return tokens;
    }

    /** Throws, with a message for the operator, when the embedder did not work the last time it was asked. */
    public void check() throws EmbeddingException {
        EmbeddingException trouble = watched == null ? null : watched.trouble();
        if (trouble != null) {
            throw trouble;
        }
    }

    /** As {@link #check}, of what lasts until somebody changes a setting; for services that can do without vectors. */
    public void checkSettings() throws EmbeddingException {
        EmbeddingException trouble = watched == null ? null : watched.trouble();
        if (trouble != null && trouble.isMisconfigured()) {
            throw trouble;
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            embedder.close();
            last.run();
        }
    }
}
