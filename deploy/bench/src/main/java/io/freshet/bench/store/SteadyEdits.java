package io.freshet.bench.store;

import io.freshet.store.ChunkWriter;
import io.freshet.store.Write;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Replaces chunks at a fixed rate, in ten calls a second with a sync after every other, until it is ended. */
final class SteadyEdits {
    private static final int CALLS = 10;
    private static final int CALLS_PER_SYNC = 2;
    private static final int UNDONE_PER_CALL = 500;

    private final ChunkWriter writer;
    private final Corpus corpus;
    private final int chunks;
    private final int perCall;
    private final Thread thread = new Thread(this::run, "edits");
    private final Random random = new Random(9);
    private volatile boolean ended;
    private volatile @Nullable Exception failure;
    private final BitSet edited = new BitSet();
    private int edits;
    private long nanos;

    private SteadyEdits(ChunkWriter writer, Corpus corpus, int chunks, int perSecond) {
        this.writer = writer;
        this.corpus = corpus;
        this.chunks = chunks;
        this.perCall = perSecond / CALLS;
    }

    static SteadyEdits begin(ChunkWriter writer, Corpus corpus, int chunks, int perSecond) {
        SteadyEdits edits = new SteadyEdits(writer, corpus, chunks, perSecond);
        edits.thread.start();
        return edits;
    }

    private void run() {
        try {
            long begin = System.nanoTime();
            for (int call = 1; !ended; call++) {
                Load.accept(writer.apply(batch()));
                if (call % CALLS_PER_SYNC == 0) {
                    writer.sync();
                }
                nanos = System.nanoTime() - begin;
                long due = begin + call * (TimeUnit.SECONDS.toNanos(1) / CALLS);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            }
        } catch (Exception e) {
            failure = e;
        }
    }

    private List<Write> batch() {
        List<Write> batch = new ArrayList<>();
        int first = random.nextInt(Math.max(1, chunks - perCall));
        for (int i = 0; i < perCall; i++) {
            batch.add(corpus.edited(first + i, ++edits));
            edited.set(first + i);
        }
        return batch;
    }

    /** Puts everything back as it was, so that what is nearest is again what it was; asked after the end. */
    void undo() throws Exception {
        List<Write> batch = new ArrayList<>();
        for (int number = edited.nextSetBit(0); number >= 0; number = edited.nextSetBit(number + 1)) {
            batch.add(corpus.put(number));
            if (batch.size() == UNDONE_PER_CALL) {
                Load.accept(writer.apply(List.copyOf(batch)));
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            Load.accept(writer.apply(batch));
        }
        writer.sync();
    }

    /** Ends them, and returns how many chunks a second the store took. */
    double end() throws Exception {
        ended = true;
        thread.join();
        if (failure != null) {
            throw failure;
        }
        return edits / (nanos / 1e9);
    }
}
