package io.freshet.bench;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import io.freshet.embedding.onnx.OnnxEmbedder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Passages to vectors, beside LangChain4j's in-process embedder and beside bare runs of ONNX Runtime, all over the same
 * model file.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EmbedderBenchmark {
    /** How many passages one operation embeds. */
    @Param("64")
    public int texts;

    private final OnnxEmbedder embedder = Models.open();
    private final EmbeddingModel peer = new BgeSmallEnV15QuantizedEmbeddingModel();
    private List<String> passages = List.of();

    @SuppressWarnings("NullAway.Init") // by prepare
    private BareOnnx bare;

    /** Makes the passages; both models load before the clock runs. */
    @Setup
    public void prepare() {
        passages = Models.passages(texts);
        // Start and end marks come on top of what is counted.
        bare = new BareOnnx(passages.stream()
                .mapToInt(passage -> embedder.count(passage) + 2)
                .toArray());
    }

    @Benchmark
    public List<float[]> embed() {
        return Models.ours(embedder, passages);
    }

    @Benchmark
    public List<float[]> embedPeer() {
        return Models.theirs(peer, passages);
    }

    @Benchmark
    public long embedLimit() {
        return bare.run();
    }

    @TearDown
    public void close() {
        bare.close();
        embedder.close();
    }
}
