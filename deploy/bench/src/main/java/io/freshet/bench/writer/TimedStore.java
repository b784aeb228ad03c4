package io.freshet.bench.writer;

import io.freshet.store.ChunkWriter;
import io.freshet.store.Head;
import io.freshet.store.Outcome;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A store that notes when it is first asked for a change, and when it has its head. */
final class TimedStore implements ChunkWriter {
    private final ChunkWriter store;
    private final AtomicLong written = new AtomicLong();
    private final BlockingQueue<Edit> edits = new LinkedBlockingQueue<>();
    private long asked;

    /** When the first call of an edit began and when its head was accepted, in nanoseconds. */
    record Edit(long asked, long accepted) {}

    TimedStore(ChunkWriter store) {
        this.store = store;
    }

    long written() {
        return written.get();
    }

    Edit nextEdit() throws InterruptedException {
        return edits.take();
    }

    void forgetEdits() {
        edits.clear();
    }

    @Override
    public List<Outcome> apply(List<Write> batch) {
        boolean puts = batch.get(0) instanceof Write.PutChunk;
        if (puts) {
            asked = System.nanoTime();
        }
        List<Outcome> outcomes = store.apply(batch);
        if (batch.get(0) instanceof Write.PutHead) {
            edits.add(new Edit(asked, System.nanoTime()));
        }
        written.addAndGet(batch.size());
        return outcomes;
    }

    @Override
    public Map<String, Head> heads(String tenant, Collection<String> documentIds) throws StoreUnavailableException {
        return store.heads(tenant, documentIds);
    }

    @Override
    public Map<UUID, Long> since(String tenant, Collection<UUID> chunkIds) throws StoreUnavailableException {
        return store.since(tenant, chunkIds);
    }

    @Override
    public void recordAsOf(Instant asOf) throws StoreUnavailableException {
        store.recordAsOf(asOf);
    }

    @Override
    public void sync() throws StoreUnavailableException {
        store.sync();
    }

    @Override
    public void recordPositions(Map<Integer, Long> positions) throws StoreUnavailableException {
        store.recordPositions(positions);
    }

    @Override
    public Map<Integer, Long> positions() throws StoreUnavailableException {
        return store.positions();
    }
}
