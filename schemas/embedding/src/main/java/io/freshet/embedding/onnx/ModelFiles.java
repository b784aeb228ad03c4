package io.freshet.embedding.onnx;

import io.freshet.embedding.EmbeddingModel;
import java.nio.file.Path;

/**
 * A sentence-transformer exported to files.
 *
 * @param model what it is; dimensions and window must be the export's
 * @param weights its model.onnx; further files that it names lie beside it
 * @param tokenizer its tokenizer.json
 */
public record ModelFiles(EmbeddingModel model, Path weights, Path tokenizer, Pooling pooling) {}
