package io.freshet.bench.store;

import io.freshet.store.ChunkWriter;
import io.freshet.store.Outcome;
import io.freshet.store.Write;
import java.util.ArrayList;
import java.util.List;

/** Writes chunks as the index writer does: calls of some hundred, and a sync after a few of them. */
final class Load {
    private static final int CALL = 500;
    private static final int CALLS_PER_SYNC = 4;

    private final ChunkWriter writer;
    private final Corpus corpus;
    private final Truth truth;

    Load(ChunkWriter writer, Corpus corpus, Truth truth) {
        this.writer = writer;
        this.corpus = corpus;
        this.truth = truth;
    }

    /** Returns the seconds that the store took, without those in which chunks were made. */
    double put(int from, int to) throws Exception {
        long taken = 0;
        int calls = 0;
        for (int first = from; first < to; first += CALL) {
            List<Write> batch = batch(first, Math.min(to, first + CALL));
            long begin = System.nanoTime();
            accept(writer.apply(batch));
            if (++calls % CALLS_PER_SYNC == 0 || first + CALL >= to) {
                writer.sync();
            }
            taken += System.nanoTime() - begin;
        }
        return taken / 1e9;
    }

    private List<Write> batch(int from, int to) {
        List<Write> batch = new ArrayList<>();
        for (int number = from; number < to; number++) {
            Write.PutChunk put = corpus.put(number);
            truth.note(number, put.vector());
            batch.add(put);
        }
        return batch;
    }

    static void accept(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (!(outcome instanceof Outcome.Accepted)) {
                throw new IllegalStateException("the store did not take a chunk: " + outcome);
            }
        }
    }
}
