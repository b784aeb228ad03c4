package io.freshet.embedding.stack;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the guilty text of a refused list by halving it.
 *
 * <p>An INVALID that leaves here has a culprit, and a harmless text was accepted after it: a provider that refuses
 * everything refuses the request's form, and no text is to blame.
 */
final class BisectingEmbedder implements Embedder {
    private static final String HARMLESS = "water";

    private final Embedder delegate;

    BisectingEmbedder(Embedder delegate) {
        this.delegate = delegate;
    }

    @Override
    public EmbeddingModel model() {
        return delegate.model();
    }

    @Override
    public List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException {
        try {
            return halving(texts, 0, texts.size(), kind);
        } catch (EmbeddingException failed) {
            if (failed.kind() == Kind.INVALID) {
                requireThatAHarmlessTextIsAccepted(kind, failed);
            }
            throw failed;
        }
    }

    private List<float[]> halving(List<String> texts, int from, int to, TextKind kind) throws EmbeddingException {
        try {
            return delegate.embed(texts.subList(from, to), kind);
        } catch (EmbeddingException failed) {
            if (failed.kind() != Kind.INVALID) {
                throw failed;
            }
            Integer culprit = failed.culprit();
            if (culprit != null || to - from <= 1) {
                throw failed.withCulprit(from + (culprit == null ? 0 : culprit));
            }
            int middle = (from + to) >>> 1;
            List<float[]> vectors = new ArrayList<>(halving(texts, from, middle, kind));
            vectors.addAll(halving(texts, middle, to, kind));
            return vectors;
        }
    }

    private void requireThatAHarmlessTextIsAccepted(TextKind kind, EmbeddingException refusal)
            throws EmbeddingException {
        try {
            delegate.embed(List.of(HARMLESS), kind);
        } catch (EmbeddingException failed) {
            if (failed.kind() == Kind.INVALID) {
                throw EmbeddingException.misconfigured(
                        "every text is refused, so the request's form is at fault: " + refusal.getMessage(), failed);
            }
            throw failed;
        }
    }

    @Override
    public void close() {
        delegate.close();
    }
}
