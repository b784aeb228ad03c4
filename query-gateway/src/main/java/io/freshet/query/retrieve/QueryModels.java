package io.freshet.query.retrieve;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.store.IndexIdentity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The models that queries can be embedded with: a query is asked in the model that the serving generation was made with.
 * The one that is to come is opened when a generation of it serves for the first time. Safe for use by several threads.
 */
public final class QueryModels {
    private final Embedder current;
    private final @Nullable Opener next;
    private @Nullable Embedder opened;

    /** @param next opens what is to come, once; null where nothing is configured */
    public QueryModels(Embedder current, @Nullable Opener next) {
        this.current = current;
        this.next = next;
    }

    static QueryModels only(Embedder embedder) {
        return new QueryModels(embedder, null);
    }

    /** Opens an embedder, which stays its owner's. */
    @FunctionalInterface
    public interface Opener {
        Embedder open() throws EmbeddingException;
    }

    Embedder of(@Nullable IndexIdentity identity) throws EmbeddingException {
        if (identity == null || identity.equals(identity(current))) {
            return current;
        }
        return toCome().filter(embedder -> identity.equals(identity(embedder)))
                .orElseThrow(() -> new EmbeddingException(
                        EmbeddingException.Kind.UNAVAILABLE,
                        "the index was made with model " + identity.modelId() + ", which is not configured here",
                        null));
    }

    private synchronized Optional<Embedder> toCome() throws EmbeddingException {
        if (opened == null && next != null) {
            opened = next.open();
        }
        return Optional.ofNullable(opened);
    }

    private static IndexIdentity identity(Embedder embedder) {
        EmbeddingModel model = embedder.model();
        return new IndexIdentity(model.id(), model.dimensions());
    }
}
