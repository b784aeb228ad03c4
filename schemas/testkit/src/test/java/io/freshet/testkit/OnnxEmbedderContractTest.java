package io.freshet.testkit;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.onnx.OnnxEmbedder;

final class OnnxEmbedderContractTest extends EmbedderContract {

    @Override
    protected Embedder open() throws EmbeddingException {
        return OnnxEmbedder.open();
    }
}
