package io.freshet.embedding.settings;

/** Who turns text into vectors. */
public enum Provider {
    /** The bundled model, in this process. */
    ONNX,
    /** A model exported to files, in this process. */
    ONNX_FILES,
    /** Any endpoint that speaks OpenAI's embeddings API. */
    OPENAI,
    /** Hugging Face's Text Embeddings Inference. */
    TEI,
    COHERE;

    boolean isRemote() {
        return this == OPENAI || this == TEI || this == COHERE;
    }
}
