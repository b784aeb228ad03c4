package io.freshet.embedding.stack;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.TokenCounter;
import java.time.Duration;
import java.util.List;

/** Takes each request out of a budget; when the provider asks for a rest, everybody rests. */
final class BudgetedEmbedder implements Embedder {
    private final Embedder delegate;
    private final TokenCounter counter;
    private final RateBudget budget;

    BudgetedEmbedder(Embedder delegate, TokenCounter counter, RateBudget budget) {
        this.delegate = delegate;
        this.counter = counter;
        this.budget = budget;
    }

    @Override
    public EmbeddingModel model() {
        return delegate.model();
    }

    @Override
    public List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException {
        String prefix = model().prefix(kind);
        budget.take(
                texts.stream().mapToLong(text -> counter.count(prefix + text)).sum());
        try {
            return delegate.embed(texts, kind);
        } catch (EmbeddingException failed) {
            Duration rest = failed.retryAfter();
            if (failed.kind() == Kind.OVERLOADED && rest != null) {
                budget.rest(rest);
            }
            throw failed;
        }
    }

    @Override
    public void close() {
        delegate.close();
    }
}
