package io.freshet.testkit;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.head;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.Filter;
import io.freshet.store.Head;
import io.freshet.store.IndexCounts;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Readers and writers at the same time. */
abstract class ConcurrencyContract extends StoreCalls {
    ConcurrencyContract(StoreUnderTest underTest) {
        super(underTest);
    }

    @Test
    void readersSeeEachAcceptedWriteWhileOthersWrite() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> readers = List.of(
                    threads.submit(() -> readUntil(done, "left")), threads.submit(() -> readUntil(done, "right")));
            Future<?> right = threads.submit(() -> write("right", 100));
            write("left", 0);
            right.get();
            done.set(true);

            assertThat(readers.get(0).get()).isEqualTo(50);
            assertThat(readers.get(1).get()).isEqualTo(50);
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
        assertThat(store().admin().count(ACME)).isEqualTo(new IndexCounts(100, 2));
    }

    @Test
    void writersOfDifferentDocumentsDoNotDisturbEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        Map<UUID, Long> expected = new TreeMap<>();
        try {
            List<Future<Map<UUID, Long>>> writers = new ArrayList<>();
            for (int writer = 0; writer < 3; writer++) {
                int number = writer;
                writers.add(threads.submit(() -> edits(number)));
            }
            for (Future<Map<UUID, Long>> writer : writers) {
                expected.putAll(writer.get());
            }
        } finally {
            threads.shutdownNow();
        }

        List<UUID> all = IntStream.range(0, 300).mapToObj(StoreCalls::uuid).toList();
        assertThat(store().writer().since(ACME, all)).isEqualTo(expected);
        assertThat(store().admin().count(ACME).chunks()).isEqualTo(expected.size());
        store().writer().sync();
        reopen();
        assertThat(store().writer().since(ACME, all)).isEqualTo(expected);
    }

    /** Puts and deletes its own chunks over and over; returns those that are left. */
    private Map<UUID, Long> edits(int writer) {
        Random random = new Random(writer);
        Map<UUID, Long> left = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            Map<UUID, Write> batch = new TreeMap<>();
            for (int j = 0; j < 8; j++) {
                Chunks chunk = chunk("doc-" + writer)
                        .id(writer * 100 + random.nextInt(100))
                        .since(i);
                UUID id = chunk.build().id();
                boolean put = random.nextInt(3) > 0;
                batch.put(id, put ? chunk.put(ACME, X) : chunk.delete(ACME));
            }
            accepted(List.copyOf(batch.values()));
            long since = i;
            batch.forEach(
                    (id, write) -> left.compute(id, (key, before) -> write instanceof Write.PutChunk ? since : null));
        }
        return left;
    }

    /** Each chunk before the head that counts it, as the index writer does. */
    private void write(String documentId, int firstId) {
        for (int i = 1; i <= 50; i++) {
            accepted(
                    chunk(documentId).id(firstId + i).text(documentId + " word").put(ACME, X));
            accepted(head(documentId).sequence(i).chunkCount(i).put(ACME));
        }
    }

    private int readUntil(AtomicBoolean done, String documentId) throws StoreUnavailableException {
        boolean last;
        int seen = 0;
        do {
            last = done.get();
            Head head = store().search().heads(ACME, List.of(documentId)).get(documentId);
            int promised = head == null ? 0 : head.chunkCount();
            seen = search(query(ACME, Mode.KEYWORD, documentId, null, Filter.ALL, 200))
                    .size();
            assertThat(seen).isGreaterThanOrEqualTo(promised);
        } while (!last);
        return seen;
    }
}
