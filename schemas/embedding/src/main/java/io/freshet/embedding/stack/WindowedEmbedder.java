package io.freshet.embedding.stack;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.TokenCounter;
import java.util.List;

/** Cuts text to the model's window, as a model in this process does; remote ones are told to refuse what is longer. */
final class WindowedEmbedder implements Embedder {
    /** Start and end, which every model may put around a text. */
    private static final int MARKS = 2;

    private final Embedder delegate;
    private final TokenCounter counter;

    WindowedEmbedder(Embedder delegate, TokenCounter counter) {
        this.delegate = delegate;
        this.counter = counter;
    }

    @Override
    public EmbeddingModel model() {
        return delegate.model();
    }

    @Override
    public List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException {
        int room = Math.max(1, model().maxTokens() - MARKS - counter.count(model().prefix(kind)));
        return delegate.embed(texts.stream().map(text -> cut(text, room)).toList(), kind);
    }

    private String cut(String text, int room) {
        if (text.length() <= room || counter.count(text) <= room) {
            return text;
        }
        int fits = longest(text, room);
        boolean insideACharacter = fits > 0 && Character.isHighSurrogate(text.charAt(fits - 1));
        return text.substring(0, insideACharacter ? fits - 1 : fits);
    }

    /** Looked for from the front, so that what lies beyond the cut has no say in where it is. */
    private int longest(String text, int room) {
        int fits = 0;
        int tooLong = 1;
        while (fits(text, tooLong, room)) {
            fits = tooLong;
            tooLong *= 2;
        }
        while (tooLong - fits > 1) {
            int middle = (fits + tooLong) >>> 1;
            if (fits(text, middle, room)) {
                fits = middle;
            } else {
                tooLong = middle;
            }
        }
        return fits;
    }

    private boolean fits(String text, int length, int room) {
        return length < text.length() && counter.count(text.substring(0, length)) <= room;
    }

    @Override
    public void close() {
        delegate.close();
    }
}
