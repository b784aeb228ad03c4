package io.freshet.testkit;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An embedder that fails at the calls it was told to, hands the others on, and remembers what it was asked for. */
public final class ScriptedEmbedder implements Embedder {
    private final Embedder delegate;
    private final Map<Integer, EmbeddingException.Kind> failures = new HashMap<>();
    private final List<String> embedded = new ArrayList<>();
    private int calls;

    public ScriptedEmbedder(Embedder delegate) {
        this.delegate = delegate;
    }

    /** Makes the n-th call fail, counted from 1. */
    public synchronized ScriptedEmbedder failingAtCall(int call, EmbeddingException.Kind kind) {
        failures.put(call, kind);
        return this;
    }

    /** Makes every call from now on succeed. */
    public synchronized void failNoMore() {
        failures.clear();
    }

    /** How often it was called, failures included. */
    public synchronized int calls() {
        return calls;
    }

    /** The texts of the calls that did not fail, in order. */
    public synchronized List<String> embedded() {
        return List.copyOf(embedded);
    }

    @Override
    public EmbeddingModel model() {
        return delegate.model();
    }

    @Override
    public synchronized List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException {
        calls++;
        EmbeddingException.Kind failure = failures.get(calls);
        if (failure != null) {
            throw new EmbeddingException(failure, "call " + calls + " was scripted to fail", null);
        }
        List<float[]> vectors = delegate.embed(texts, kind);
        embedded.addAll(texts);
        return vectors;
    }

    @Override
    public void close() {
        delegate.close();
    }
}
