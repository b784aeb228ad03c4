package io.freshet.embedding.stack;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Embeds a text once while its vector stays in a bounded cache, and once however many ask for it at the same time.
 *
 * <p>Queries and passages have a shelf each, so that loading documents does not push the queries out.
 */
final class CachingEmbedder implements Embedder {
    private final Embedder delegate;
    private final EmbeddingMeters meters;
    private final Map<TextKind, VectorShelf> shelves = new EnumMap<>(TextKind.class);
    private final Map<TextHash, CompletableFuture<float[]>> underWay = new ConcurrentHashMap<>();
    private volatile boolean closed;

    CachingEmbedder(Embedder delegate, long bytes, EmbeddingMeters meters) {
        this.delegate = delegate;
        this.meters = meters;
        for (TextKind kind : TextKind.values()) {
            shelves.put(kind, new VectorShelf(bytes / TextKind.values().length));
        }
    }

    @Override
    public EmbeddingModel model() {
        return delegate.model();
    }

    @Override
    public List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException {
        try {
            if (!closed) {
                return open(texts, kind);
            }
        } catch (IllegalStateException released) {
            // Counters have native parts, which say so when they are asked while everything is being closed.
            if (!closed) {
                throw released;
            }
        }
        throw new EmbeddingException(Kind.UNAVAILABLE, "the embedder is closed", null);
    }

    private List<float[]> open(List<String> texts, TextKind kind) throws EmbeddingException {
        Wanted wanted = new Wanted(
                texts,
                texts.stream().map(text -> TextHash.of(model(), kind, text)).toList());
        VectorShelf shelf = shelf(kind);
        meters.cached(wanted.takeFrom(shelf), texts.size());
        while (wanted.isIncomplete()) {
            // What is ours comes first: nobody waits for a caller who is waiting.
            wanted.claim(underWay);
            embedOurs(wanted, kind, shelf);
            awaitOthers(wanted);
        }
        return wanted.vectors();
    }

    private VectorShelf shelf(TextKind kind) {
        return Objects.requireNonNull(shelves.get(kind), "every kind has a shelf");
    }

    private void embedOurs(Wanted wanted, TextKind kind, VectorShelf shelf) throws EmbeddingException {
        List<Integer> ours = wanted.ours();
        try {
            if (!ours.isEmpty()) {
                List<float[]> vectors = delegate.embed(wanted.texts(ours), kind);
                for (int i = 0; i < ours.size(); i++) {
                    shelf.put(wanted.hash(ours.get(i)), vectors.get(i));
                    wanted.found(ours.get(i), vectors.get(i));
                }
            }
        } catch (EmbeddingException failed) {
            Integer culprit = failed.culprit();
            throw culprit == null ? failed : failed.withCulprit(ours.get(culprit));
        } finally {
            wanted.release(underWay);
        }
    }

    /** Who fails for another caller's text is asked for again, by us. */
    private static void awaitOthers(Wanted wanted) throws EmbeddingException {
        try {
            wanted.awaitOthers();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmbeddingException(Kind.UNAVAILABLE, "interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        closed = true;
        delegate.close();
    }
}
