package io.freshet.bench;

import io.freshet.embedding.onnx.OnnxEmbedder;
import io.freshet.index.chunk.ChunkDraft;
import io.freshet.index.chunk.ChunkSettings;
import io.freshet.index.chunk.SemanticChunker;
import io.freshet.records.Block;
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

/** A long document to chunks with the model's own token counter, beside counting the tokens of its blocks once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ChunkerBenchmark {
    /** How long the document is, at 500 words a page. */
    @Param("300")
    public int pages;

    private final OnnxEmbedder tokens = Models.open();
    private final SemanticChunker chunker = new SemanticChunker(
            new ChunkSettings(100, 300), tokens, tokens.model().maxTokens());
    private List<Block> blocks = List.of();

    @Setup
    public void prepare() {
        blocks = new SyntheticText(4).pages(pages);
    }

    @Benchmark
    public List<ChunkDraft> chunk() {
        return chunker.chunk("A long document", blocks);
    }

    @Benchmark
    public int chunkLimit() {
        int count = 0;
        for (Block block : blocks) {
            count += tokens.count(block.getText());
        }
        return count;
    }

    @TearDown
    public void close() {
        tokens.close();
    }
}
