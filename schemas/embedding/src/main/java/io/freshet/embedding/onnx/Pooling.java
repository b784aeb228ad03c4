package io.freshet.embedding.onnx;

/** How the states of a text's tokens become one vector. */
public enum Pooling {
    /** The first token's. */
    CLS,
    /** The mean of all. */
    MEAN
}
