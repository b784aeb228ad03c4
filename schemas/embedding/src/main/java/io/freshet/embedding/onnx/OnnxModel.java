package io.freshet.embedding.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A BERT encoder: token ids of one text to the unit vector of its first token.
 *
 * <p>One text a run, on the caller's thread; safe for several threads at once.
 */
final class OnnxModel implements AutoCloseable {
    private final OrtEnvironment runtime;
    private final OrtSession session;
    private final int dimensions;

    private OnnxModel(OrtEnvironment runtime, OrtSession session, int dimensions) {
        this.runtime = runtime;
        this.session = session;
        this.dimensions = dimensions;
    }

    static OnnxModel read(OrtEnvironment runtime, Path file, int dimensions) throws OrtException {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setMemoryPatternOptimization(false);
            return new OnnxModel(runtime, runtime.createSession(file.toString(), options), dimensions);
        }
    }

    float[] vector(long[] ids) throws OrtException {
        long[] seen = new long[ids.length];
        Arrays.fill(seen, 1);
        try (OnnxTensor input = tensor(ids);
                OnnxTensor mask = tensor(seen);
                OnnxTensor types = tensor(new long[ids.length]);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
            return unit(firstToken((OnnxTensor) result.get(0)));
        }
    }

    private OnnxTensor tensor(long[] row) throws OrtException {
        return OnnxTensor.createTensor(runtime, new long[][] {row});
    }

    private float[] firstToken(OnnxTensor states) {
        FloatBuffer values = states.getFloatBuffer();
        float[] first = new float[dimensions];
        values.get(first);
        return first;
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double norm = Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / norm);
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
