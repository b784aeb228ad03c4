package io.freshet.embedding.onnx;

import io.freshet.embedding.EmbeddingModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** bge-small-en-v1.5 in int8, from the class path. */
final class BundledModel {
    static final EmbeddingModel MODEL = new EmbeddingModel(
            "bge-small-en-v1.5-q", 384, 512, "Represent this sentence for searching relevant passages: ", "");
    private static final String WEIGHTS = "/bge-small-en-v1.5-q.onnx";
    private static final String TOKENIZER = "/bge-small-en-v1.5-q-tokenizer.json";

    private BundledModel() {}

    static Path weights(NativeFiles files) throws IOException {
        return files.copy(WEIGHTS);
    }

    static WordPieces tokenizer(NativeFiles files) throws IOException {
        try (InputStream in = Files.newInputStream(files.copy(TOKENIZER))) {
            return WordPieces.read(in, MODEL.maxTokens());
        }
    }
}
