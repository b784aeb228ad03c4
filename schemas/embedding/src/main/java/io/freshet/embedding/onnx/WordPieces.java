package io.freshet.embedding.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.freshet.embedding.WellFormed;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Text to the model's token ids. */
final class WordPieces implements AutoCloseable {
    private final HuggingFaceTokenizer tokenizer;
    private final int window;
    /** Closing frees native memory, which nobody may be reading then. */
    private final ReadWriteLock life = new ReentrantReadWriteLock();

    private WordPieces(HuggingFaceTokenizer tokenizer, int window) {
        this.tokenizer = tokenizer;
        this.window = window;
    }

    /** Reads a tokenizer.json. It never cuts: a counter has to see all of a text, so the window is applied here. */
    static WordPieces read(InputStream definition, int window) throws IOException {
        Map<String, String> options = Map.of(
                "padding",
                "false",
                "truncation",
                "false",
                "modelMaxLength",
                Integer.toString(window),
                "maxLength",
                Integer.toString(window));
        return new WordPieces(HuggingFaceTokenizer.newInstance(definition, options), window);
    }

    /** The ids as the model reads them: start and end marks included, at most a window of them. */
    long[] ids(String text) {
        long[] ids = encode(text, true);
        if (ids.length <= window) {
            return ids;
        }
        long endMark = ids[ids.length - 1];
        long[] cut = Arrays.copyOf(ids, window);
        cut[window - 1] = endMark;
        return cut;
    }

    int count(String text) {
        return encode(text, false).length;
    }

    private long[] encode(String text, boolean withMarks) {
        life.readLock().lock();
        try {
            return tokenizer.encode(WellFormed.text(text), withMarks, false).getIds();
        } finally {
            life.readLock().unlock();
        }
    }

    @Override
    public void close() {
        life.writeLock().lock();
        try {
            tokenizer.close();
        } finally {
            life.writeLock().unlock();
        }
    }
}
