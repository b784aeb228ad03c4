package io.freshet.embedding.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.TokenCounter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * bge-small-en-v1.5 in int8, in this process.
 *
 * <p>Every text runs alone, several at a time. The model scales its activations by what else is in a batch, so this is
 * what makes a text's vector depend on the text only.
 */
public final class OnnxEmbedder implements Embedder, TokenCounter {
    private static final EmbeddingModel MODEL = new EmbeddingModel(
            "bge-small-en-v1.5-q", 384, 512, "Represent this sentence for searching relevant passages: ", "");
    private static final String WEIGHTS = "/bge-small-en-v1.5-q.onnx";
    private static final String TOKENIZER = "/bge-small-en-v1.5-q-tokenizer.json";

    private final WordPieces tokenizer;
    private final OnnxModel weights;
    private final Lanes lanes;

    private OnnxEmbedder(WordPieces tokenizer, OnnxModel weights, Lanes lanes) {
        this.tokenizer = tokenizer;
        this.weights = weights;
        this.lanes = lanes;
    }

    /** One that may use every core. */
    public static OnnxEmbedder open() throws EmbeddingException {
        return open(OnnxSettings.defaults());
    }

    /**
     * Loads the model, which takes most of a second.
     *
     * @throws EmbeddingException when model or native libraries cannot be loaded on this machine
     */
    public static OnnxEmbedder open(OnnxSettings settings) throws EmbeddingException {
        // One at a time: where native code loads from is a property of the whole process.
        synchronized (OnnxEmbedder.class) {
            try (NativeFiles files = NativeFiles.open()) {
                return load(files, settings);
            } catch (IOException | OrtException | LinkageError | RuntimeException e) {
                throw new EmbeddingException(Kind.UNAVAILABLE, "cannot load " + MODEL.id() + ": " + e.getMessage(), e);
            }
        }
    }

    private static OnnxEmbedder load(NativeFiles files, OnnxSettings settings) throws IOException, OrtException {
        WordPieces tokenizer = readTokenizer(files);
        try {
            OrtEnvironment runtime = files.startRuntime();
            OnnxModel weights = OnnxModel.read(runtime, files.copy(WEIGHTS), MODEL.dimensions());
            return new OnnxEmbedder(tokenizer, weights, new Lanes(settings.threads()));
        } catch (IOException | OrtException | LinkageError | RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private static WordPieces readTokenizer(NativeFiles files) throws IOException {
        Path definition = files.copy(TOKENIZER);
        try (InputStream in = Files.newInputStream(definition)) {
            return WordPieces.read(in, MODEL.maxTokens());
        }
    }

    @Override
    public EmbeddingModel model() {
        return MODEL;
    }

    @Override
    public List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException {
        String prefix = MODEL.prefix(kind);
        return lanes.each(texts, text -> vector(prefix + text));
    }

    private float[] vector(String text) throws EmbeddingException {
        try {
            return weights.vector(tokenizer.ids(text));
        } catch (OrtException e) {
            Kind kind = e.getCode() == OrtException.OrtErrorCode.ORT_INVALID_ARGUMENT ? Kind.INVALID : Kind.UNAVAILABLE;
            throw new EmbeddingException(kind, MODEL.id() + " failed: " + e.getCode(), e);
        }
    }

    @Override
    public int count(String text) {
        return tokenizer.count(text);
    }

    /** Waits for the texts under way, at most one a thread; later calls of {@code embed} are refused. */
    @Override
    public void close() {
        lanes.close(() -> {
            weights.close();
            tokenizer.close();
        });
    }
}
