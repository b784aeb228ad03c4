package io.freshet.embedding.onnx;

/**
 * How much of the machine an {@link OnnxEmbedder} may use.
 *
 * @param threads how many texts are embedded at the same time, one core each
 */
public record OnnxSettings(int threads) {
    public OnnxSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1: " + threads);
        }
    }

    /** A thread for each core. */
    public static OnnxSettings defaults() {
        return new OnnxSettings(Runtime.getRuntime().availableProcessors());
    }
}
