package io.freshet.embedding.onnx;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.TokenCounter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Counts a model's tokens without the model. */
public final class Tokenizer implements TokenCounter, AutoCloseable {
    private final WordPieces pieces;

    private Tokenizer(WordPieces pieces) {
        this.pieces = pieces;
    }

    /** The tokenizer of a tokenizer.json. */
    public static Tokenizer read(Path definition, int window) throws EmbeddingException {
        return NativeFiles.with(files -> {
            try (InputStream in = Files.newInputStream(definition)) {
                return new Tokenizer(WordPieces.read(in, window));
            } catch (IOException | LinkageError | RuntimeException e) {
                throw new EmbeddingException(Kind.UNAVAILABLE, "cannot read the tokenizer " + definition, e);
            }
        });
    }

    /** The bundled model's. */
    public static Tokenizer bundled() throws EmbeddingException {
        return NativeFiles.with(files -> {
            try {
                return new Tokenizer(BundledModel.tokenizer(files));
            } catch (IOException | LinkageError | RuntimeException e) {
                throw new EmbeddingException(Kind.UNAVAILABLE, "cannot read the bundled tokenizer", e);
            }
        });
    }

    @Override
    public int count(String text) {
        return pieces.count(text);
    }

    @Override
    public void close() {
        pieces.close();
    }
}
