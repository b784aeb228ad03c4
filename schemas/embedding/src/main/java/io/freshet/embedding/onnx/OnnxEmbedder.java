package io.freshet.embedding.onnx;

import ai.onnxruntime.OrtException;
import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.TokenCounter;
import io.freshet.embedding.lanes.Lanes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A model in this process: the bundled one, or one exported to files.
 *
 * <p>Every text runs alone, several at a time. An int8 model scales its activations by what else is in a batch, so this is
 * what makes a text's vector depend on the text only.
 */
public final class OnnxEmbedder implements Embedder, TokenCounter {
    private final EmbeddingModel model;
    private final WordPieces tokenizer;
    private final OnnxModel weights;
    private final Lanes lanes;

    private OnnxEmbedder(EmbeddingModel model, WordPieces tokenizer, OnnxModel weights, Lanes lanes) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.weights = weights;
        this.lanes = lanes;
    }

    /** The bundled model, which may use every core. */
    public static OnnxEmbedder open() throws EmbeddingException {
        return open(OnnxSettings.defaults());
    }

    /**
     * Loads the bundled model, which takes most of a second.
     *
     * @throws EmbeddingException when model or native libraries cannot be loaded on this machine
     */
    public static OnnxEmbedder open(OnnxSettings settings) throws EmbeddingException {
        return NativeFiles.with(files ->
                load(files, BundledModel.MODEL, Pooling.CLS, settings, BundledModel::tokenizer, BundledModel::weights));
    }

    /**
     * Loads a model from files and embeds a word with it, to see that they are what they are said to be.
     *
     * @throws EmbeddingException when they are not, or cannot be loaded on this machine
     */
    public static OnnxEmbedder open(ModelFiles exported, OnnxSettings settings) throws EmbeddingException {
        OnnxEmbedder embedder = NativeFiles.with(files -> load(
                files,
                exported.model(),
                exported.pooling(),
                settings,
                unused -> tokenizer(exported),
                unused -> exported.weights()));
        try {
            embedder.embed(List.of("water"), TextKind.QUERY);
            return embedder;
        } catch (EmbeddingException failed) {
            embedder.close();
            throw failed;
        }
    }

    private static WordPieces tokenizer(ModelFiles exported) throws IOException {
        try (InputStream in = Files.newInputStream(exported.tokenizer())) {
            return WordPieces.read(in, exported.model().maxTokens());
        }
    }

    /** Where a part of a model comes from. */
    private interface Source<T> {
        T from(NativeFiles files) throws IOException;
    }

    private static OnnxEmbedder load(
            NativeFiles files,
            EmbeddingModel model,
            Pooling pooling,
            OnnxSettings settings,
            Source<WordPieces> pieces,
            Source<Path> weights)
            throws EmbeddingException {
        WordPieces tokenizer = null;
        try {
            tokenizer = pieces.from(files);
            OnnxModel loaded = OnnxModel.read(files.startRuntime(), weights.from(files), model.dimensions(), pooling);
            return new OnnxEmbedder(model, tokenizer, loaded, new Lanes(settings.threads()));
        } catch (IOException | OrtException | LinkageError | RuntimeException e) {
            if (tokenizer != null) {
                tokenizer.close();
            }
            throw new EmbeddingException(Kind.UNAVAILABLE, "cannot load " + model.id() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public EmbeddingModel model() {
        return model;
    }

    @Override
    public List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException {
        String prefix = model.prefix(kind);
        List<Integer> indices = IntStream.range(0, texts.size()).boxed().toList();
        return lanes.each(indices, index -> vector(prefix + texts.get(index), index));
    }

    private float[] vector(String text, int index) throws EmbeddingException {
        try {
            return weights.vector(tokenizer.ids(text));
        } catch (EmbeddingException e) {
            throw e.kind() == Kind.INVALID ? e.withCulprit(index) : e;
        } catch (OrtException e) {
            boolean invalid = e.getCode() == OrtException.OrtErrorCode.ORT_INVALID_ARGUMENT;
            throw new EmbeddingException(
                    invalid ? Kind.INVALID : Kind.UNAVAILABLE,
                    model.id() + " failed: " + e.getCode(),
                    e,
                    invalid ? index : null,
                    null);
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
