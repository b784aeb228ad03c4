package io.freshet.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** ONNX Runtime over the bundled model file and nothing else: no text, no tokens, no vectors, one run a core. */
final class BareOnnx implements AutoCloseable {
    private static final String WEIGHTS = "/bge-small-en-v1.5-q.onnx";
    private static final int VOCABULARY = 30_000;

    private final OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final List<long[][]> inputs;

    /** @param lengths of the inputs, in tokens; which tokens they are makes no difference to the time */
    BareOnnx(int[] lengths) {
        Random random = new Random(3);
        this.inputs = Arrays.stream(lengths)
                .mapToObj(length ->
                        new long[][] {random.longs(length, 1000, VOCABULARY).toArray()})
                .toList();
        try (InputStream weights = BareOnnx.class.getResourceAsStream(WEIGHTS);
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            this.session = runtime.createSession(weights.readAllBytes(), options);
        } catch (IOException | OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs every input once; the common pool and this thread are as many as there are cores. */
    long run() {
        return IntStream.range(0, inputs.size())
                .parallel()
                .mapToLong(i -> run(inputs.get(i)))
                .sum();
    }

    private long run(long[][] ids) {
        long[][] ones = {new long[ids[0].length]};
        Arrays.fill(ones[0], 1);
        try (OnnxTensor input = OnnxTensor.createTensor(runtime, ids);
                OnnxTensor mask = OnnxTensor.createTensor(runtime, ones);
                OnnxTensor types = OnnxTensor.createTensor(runtime, new long[1][ids[0].length]);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
            return result.size();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
