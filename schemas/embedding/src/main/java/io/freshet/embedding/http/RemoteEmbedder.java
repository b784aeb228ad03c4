package io.freshet.embedding.http;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.UnitLength;
import io.freshet.embedding.WellFormed;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** An embedder over a provider's protocol: one request a list, and nothing is believed of the answer. */
public final class RemoteEmbedder implements Embedder {

    /** What differs from provider to provider. */
    @FunctionalInterface
    public interface Protocol {
        /** The provider's vectors of these texts, in their order, as they came; there is at least one text. */
        List<float[]> ask(List<String> texts, TextKind kind) throws EmbeddingException;
    }

    private final EmbeddingModel model;
    private final Protocol protocol;
    private final AtomicBoolean closed = new AtomicBoolean();

    public RemoteEmbedder(EmbeddingModel model, Protocol protocol) {
        this.model = model;
        this.protocol = protocol;
    }

    @Override
    public EmbeddingModel model() {
        return model;
    }

    @Override
    public List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException {
        if (closed.get()) {
            throw new EmbeddingException(Kind.UNAVAILABLE, "the embedder is closed", null);
        }
        if (texts.isEmpty()) {
            return List.of();
        }
        String prefix = model.prefix(kind);
        return checked(
                protocol.ask(
                        texts.stream()
                                .map(text -> WellFormed.text(prefix + text))
                                .toList(),
                        kind),
                texts.size());
    }

    private List<float[]> checked(List<float[]> vectors, int texts) throws EmbeddingException {
        if (vectors.size() != texts) {
            throw new EmbeddingException(
                    Kind.UNAVAILABLE, vectors.size() + " vectors came for " + texts + " texts", null);
        }
        for (int i = 0; i < texts; i++) {
            check(vectors.get(i), i);
        }
        return vectors;
    }

    private void check(float[] vector, int index) throws EmbeddingException {
        if (vector.length != model.dimensions()) {
            throw EmbeddingException.misconfigured(
                    model.id() + " gives vectors of " + vector.length + " dimensions, configured are "
                            + model.dimensions(),
                    null);
        }
        if (!UnitLength.scale(vector)) {
            throw new EmbeddingException(
                    Kind.INVALID, model.id() + " gave a vector that is zero or not finite", null, index, null);
        }
    }

    /** Calls under way end by themselves; later ones are refused. */
    @Override
    public void close() {
        closed.set(true);
    }
}
