package io.freshet.embedding.stack;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A provider: a vector is the text's hash; it refuses guilty texts, and fails when it was told to. */
final class FakeEmbedder implements Embedder {
    final List<List<String>> requests = new CopyOnWriteArrayList<>();
    private final Queue<EmbeddingException> failures = new ConcurrentLinkedQueue<>();
    private final Predicate<String> guilty;
    private volatile boolean closed;

    FakeEmbedder() {
        this(text -> false);
    }

    FakeEmbedder(Predicate<String> guilty) {
        this.guilty = guilty;
    }

    FakeEmbedder failing(EmbeddingException failure) {
        failures.add(failure);
        return this;
    }

    boolean isClosed() {
        return closed;
    }

    static float[] vector(String text) {
        return new float[] {text.hashCode(), text.length(), 1};
    }

    @Override
    public EmbeddingModel model() {
        return new EmbeddingModel("fake", 3, 20, "q: ", "");
    }

    @Override
    public List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException {
        requests.add(List.copyOf(texts));
        EmbeddingException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        if (texts.stream().anyMatch(guilty)) {
            throw new EmbeddingException(Kind.INVALID, "one of these", null);
        }
        return texts.stream().map(FakeEmbedder::vector).toList();
    }

    @Override
    public void close() {
        closed = true;
    }
}
