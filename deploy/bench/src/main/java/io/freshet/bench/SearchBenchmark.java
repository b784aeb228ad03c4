package io.freshet.bench;

import io.freshet.store.ChunkHit;
import io.freshet.store.StoreUnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A hybrid query, beside the two bare Lucene searches it is made of: comparing all vectors, or by Lucene's graph. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SearchBenchmark {
    /** How many chunks are in the index. */
    @Param("10000")
    public int chunks;

    private @Nullable SearchIndexes indexes;

    @Setup
    public void fill() throws IOException, StoreUnavailableException {
        indexes = new SearchIndexes(chunks);
    }

    private SearchIndexes indexes() {
        if (indexes == null) {
            throw new IllegalStateException("not set up");
        }
        return indexes;
    }

    @Benchmark
    public List<ChunkHit> hybrid() {
        return indexes().ours();
    }

    @Benchmark
    public int hybridLimit() throws IOException {
        return indexes().legs();
    }

    @Benchmark
    public int hybridPeer() throws IOException {
        return indexes().graphLegs();
    }

    @TearDown
    public void close() throws IOException, StoreUnavailableException {
        indexes().close();
    }
}
