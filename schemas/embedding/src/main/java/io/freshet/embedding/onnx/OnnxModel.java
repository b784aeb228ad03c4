package io.freshet.embedding.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.UnitLength;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A transformer encoder: token ids of one text to its unit vector.
 *
 * <p>One text a run, on the caller's thread; safe for several threads at once.
 */
final class OnnxModel implements AutoCloseable {
    private static final String TYPES = "token_type_ids";

    private final OrtEnvironment runtime;
    private final OrtSession session;
    private final int dimensions;
    private final Pooling pooling;

    private OnnxModel(OrtEnvironment runtime, OrtSession session, int dimensions, Pooling pooling) {
        this.runtime = runtime;
        this.session = session;
        this.dimensions = dimensions;
        this.pooling = pooling;
    }

    static OnnxModel read(OrtEnvironment runtime, Path file, int dimensions, Pooling pooling) throws OrtException {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setMemoryPatternOptimization(false);
            return new OnnxModel(runtime, runtime.createSession(file.toString(), options), dimensions, pooling);
        }
    }

    float[] vector(long[] ids) throws OrtException, EmbeddingException {
        long[] seen = new long[ids.length];
        Arrays.fill(seen, 1);
        try (OnnxTensor input = tensor(ids);
                OnnxTensor mask = tensor(seen);
                OnnxTensor types = tensor(new long[ids.length])) {
            Map<String, OnnxTensor> inputs = new HashMap<>(Map.of("input_ids", input, "attention_mask", mask));
            // Not every family of models has them.
            if (session.getInputNames().contains(TYPES)) {
                inputs.put(TYPES, types);
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return pooled((OnnxTensor) result.get(0));
            }
        }
    }

    private OnnxTensor tensor(long[] row) throws OrtException {
        return OnnxTensor.createTensor(runtime, new long[][] {row});
    }

    /** Of the states of one text's tokens, or of the one vector that some exports pool by themselves. */
    private float[] pooled(OnnxTensor states) throws EmbeddingException {
        FloatBuffer values = states.getFloatBuffer();
        long[] shape = states.getInfo().getShape();
        if (shape[shape.length - 1] != dimensions) {
            throw EmbeddingException.misconfigured(
                    "the model gives vectors of " + shape[shape.length - 1] + " dimensions, configured are "
                            + dimensions,
                    null);
        }
        float[] vector = new float[dimensions];
        values.get(vector);
        if (pooling == Pooling.MEAN) {
            // A sum has the direction of the mean, and length is set below.
            for (int i = 0; values.hasRemaining(); i = (i + 1) % dimensions) {
                vector[i] += values.get();
            }
        }
        if (!UnitLength.scale(vector)) {
            throw new EmbeddingException(Kind.INVALID, "the model gave a vector that is zero or not finite", null);
        }
        return vector;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the model did not close", e);
        }
    }
}
