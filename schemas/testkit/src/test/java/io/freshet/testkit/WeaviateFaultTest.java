package io.freshet.testkit;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkQuery.Fusion;
import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.Filter;
import io.freshet.store.Head;
import io.freshet.store.IndexIdentity;
import io.freshet.store.IndexScan;
import io.freshet.store.Outcome;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.UnitVector;
import io.freshet.store.Write;
import io.freshet.store.weaviate.WeaviateSettings;
import io.freshet.store.weaviate.WeaviateStore;
import io.weaviate.client6.v1.api.WeaviateClient;
import io.weaviate.client6.v1.api.collections.config.ShardStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens to the server or to the way there: what was accepted is stored, what was not is unavailable or too
 * much for now, never invalid, and in the end the index holds exactly what was written to it.
 *
 * <p>Needs the server's program, see {@link WeaviateProcess}; without the property it is not part of the build.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class WeaviateFaultTest {
    private static final int DIMENSIONS = 16;
    private static final int IDS = 300;
    private static final String ACME = "acme";

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // by setUp
    private WeaviateProcess server;

    private final Random random = new Random(7);
    private final Map<UUID, Write.PutChunk> chunks = new TreeMap<>();
    private final Map<String, Head> heads = new TreeMap<>();
    private final Map<String, Integer> refusals = new TreeMap<>();

    @BeforeEach
    void setUp() throws Exception {
        server = new WeaviateProcess(directory);
    }

    @AfterEach
    void tearDown() throws Exception {
        server.close();
    }

    @Test
    void aServerKilledDuringBatchesHasAllThatItAccepted() throws Exception {
        server.start();
        try (WeaviateStore store = opened(server.settings())) {
            for (int round = 0; round < 3; round++) {
                writeUntilAccepted(store, 20);
                ExecutorService killer = Executors.newSingleThreadExecutor();
                try {
                    Future<?> killed = killer.submit(() -> {
                        server.kill();
                        return true;
                    });
                    List<Write> open = writeUntilRefused(store);
                    killed.get();
                    server.start();
                    settle(store, List.of());
                    holdsAllBut(store, open);
                    settle(store, open);
                } finally {
                    killer.shutdownNow();
                }
            }
            holdsExactlyWhatWasWritten(store);
        }
    }

    @Test
    void aWireThatIsCutInTheMiddleOfMessagesLosesNothing() throws Exception {
        server.start();
        try (BadWire wire = new BadWire(server.grpcPort());
                WeaviateStore store = opened(server.settings(wire.port()))) {
            writeUntilAccepted(store, 5);
            for (int round = 0; round < 60; round++) {
                wire.cutAfter(random.nextInt(30_000));
                writeUntilAccepted(store, 1);
            }
            wire.cutAfter(Long.MAX_VALUE);
            holdsExactlyWhatWasWritten(store);
        }
    }

    @Test
    void aWireThatSticksEndsCallsAtTheirDeadlineAndLosesNothing() throws Exception {
        server.start();
        try (BadWire wire = new BadWire(server.grpcPort());
                WeaviateStore store = opened(hasty(server.settings(wire.port())))) {
            writeUntilAccepted(store, 5);
            for (int round = 0; round < 3; round++) {
                wire.stick(true);
                List<Write> batch = batch();
                assertThat(store.apply(batch)).allMatch(outcome -> outcome instanceof Outcome.Unavailable);
                wire.stick(false);
                settle(store, batch);
            }
            holdsExactlyWhatWasWritten(store);
        }
    }

    @Test
    void readOnlyShardsAreWaitedOut() throws Exception {
        server.start();
        try (WeaviateStore store = opened(server.settings())) {
            writeUntilAccepted(store, 5);
            UUID known = chunks.keySet().iterator().next();
            shards(ShardStatus.READONLY);

            List<Write> batch = new ArrayList<>(batch());
            batch.removeIf(write -> write instanceof Write.DeleteChunk delete
                    && delete.chunkId().equals(known));
            batch.removeIf(write ->
                    write instanceof Write.PutChunk put && put.chunk().id().equals(known));
            batch.add(new Write.DeleteChunk(ACME, "doc", known));
            List<Outcome> refused = store.apply(batch);
            shards(ShardStatus.READY);

            assertThat(refused.get(refused.size() - 1)).isInstanceOf(Outcome.Unavailable.class);
            for (int i = 0; i < batch.size(); i++) {
                if (batch.get(i) instanceof Write.PutChunk) {
                    assertThat(refused.get(i)).isInstanceOf(Outcome.Unavailable.class);
                }
                note(refused.get(i));
            }
            settle(store, batch);
            holdsExactlyWhatWasWritten(store);
        }
    }

    @Test
    void aFullDiskIsWaitedOut() throws Exception {
        server.start();
        try (WeaviateStore store = opened(server.settings())) {
            writeUntilAccepted(store, 5);
            server.kill();
            server.with("DISK_USE_READONLY_PERCENTAGE", "1").start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> store.apply(List.of(head("probe").put(ACME))).stream()
                            .anyMatch(outcome -> note(outcome) instanceof Outcome.Unavailable refusal
                                    && refusal.reason().contains("read-only")));
            server.kill();
            server.without("DISK_USE_READONLY_PERCENTAGE").start();
            List<Write> probe = List.of(new Write.DeleteHead(ACME, "probe"));
            settle(store, probe);
            writeUntilAccepted(store, 5);
            holdsExactlyWhatWasWritten(store);
        }
    }

    @Test
    void aWriterThatDoesNotKnowItIsReplacedLeavesNoDuplicates() throws Exception {
        server.start();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (WeaviateStore store = opened(server.settings());
                WeaviateStore zombie = opened(server.settings())) {
            List<List<Write>> history = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                history.add(batch());
            }
            Future<?> behind = threads.submit(() -> {
                for (List<Write> batch : history) {
                    zombie.apply(batch);
                }
                return true;
            });
            for (List<Write> batch : history) {
                settle(store, batch);
            }
            behind.get();
            history.forEach(batch -> settle(store, batch));
            holdsExactlyWhatWasWritten(store);
        } finally {
            threads.shutdownNow();
        }
    }

    private static WeaviateSettings hasty(WeaviateSettings settings) {
        return new WeaviateSettings(
                settings.url(),
                settings.grpc(),
                settings.apiKey(),
                settings.oidc(),
                settings.trustStore(),
                new WeaviateSettings.Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                settings.prefix(),
                settings.replicas(),
                settings.graph(),
                settings.batches(),
                settings.manifestAge());
    }

    private static WeaviateStore opened(WeaviateSettings settings) throws Exception {
        WeaviateStore store = WeaviateStore.open(settings);
        store.open(new IndexIdentity("sixteen-axes", DIMENSIONS));
        return store;
    }

    private void shards(ShardStatus status) throws Exception {
        WeaviateClient client = WeaviateUnderTest.client(server.settings());
        try {
            for (String collection : List.of("FreshetChunks1", "FreshetHeads1")) {
                client.collections.use(collection).config.updateShards(status, ACME);
            }
        } finally {
            client.close();
        }
    }

    /** Puts, replacements and deletes of chunks and heads, each key once. */
    private List<Write> batch() {
        Map<Object, Write> batch = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            int id = 1 + random.nextInt(IDS);
            UUID uuid = new UUID(0x5000L, id);
            if (random.nextInt(4) > 0) {
                batch.put(
                        uuid,
                        chunk("doc-" + id)
                                .id(uuid)
                                .text("word" + id + " number " + random.nextInt(1000))
                                .put(ACME, vector(id)));
            } else {
                batch.put(uuid, new Write.DeleteChunk(ACME, "doc-" + id, uuid));
            }
        }
        for (int i = 0; i < 5; i++) {
            String document = "doc-" + random.nextInt(20);
            batch.put(
                    document,
                    random.nextInt(4) > 0
                            ? head(document).sequence(1 + random.nextInt(1000)).put(ACME)
                            : new Write.DeleteHead(ACME, document));
        }
        return List.copyOf(batch.values());
    }

    /** The same for the same id, so that putting a row again gives the server no vector to index. */
    private static float[] vector(int id) {
        Random numbers = new Random(id);
        float[] vector = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) numbers.nextGaussian();
        }
        return vector;
    }

    private void writeUntilAccepted(WeaviateStore store, int batches) {
        for (int i = 0; i < batches; i++) {
            settle(store, batch());
        }
    }

    /** Returns what was refused at last. */
    private List<Write> writeUntilRefused(WeaviateStore store) {
        List<Write> refused = List.of();
        while (refused.isEmpty()) {
            refused = attempt(store, batch());
        }
        return refused;
    }

    /** The same again until all of it is accepted, as the index writer does. */
    private void settle(WeaviateStore store, List<Write> batch) {
        List<List<Write>> left = new ArrayList<>(List.of(batch));
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    left.set(0, attempt(store, left.get(0)));
                    return left.get(0).isEmpty();
                });
    }

    private List<Write> attempt(WeaviateStore store, List<Write> batch) {
        List<Outcome> outcomes = store.apply(batch);
        List<Write> left = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (note(outcomes.get(i)) instanceof Outcome.Accepted) {
                remember(batch.get(i));
            } else {
                left.add(batch.get(i));
            }
        }
        return left;
    }

    private Outcome note(Outcome outcome) {
        assertThat(outcome).isNotInstanceOf(Outcome.Invalid.class);
        if (!(outcome instanceof Outcome.Accepted)) {
            refusals.merge(outcome.toString(), 1, Integer::sum);
        }
        return outcome;
    }

    private void remember(Write write) {
        if (write instanceof Write.PutChunk put) {
            chunks.put(put.chunk().id(), put);
        } else if (write instanceof Write.DeleteChunk delete) {
            chunks.remove(delete.chunkId());
        } else if (write instanceof Write.PutHead put) {
            heads.put(put.documentId(), put.head());
        } else {
            heads.remove(write.documentId());
        }
    }

    private void holdsAllBut(WeaviateStore store, List<Write> open) throws StoreUnavailableException {
        Map<UUID, Chunk> stored = storedChunks(store);
        Map<UUID, Chunk> expected = new TreeMap<>();
        chunks.forEach((id, put) -> expected.put(id, put.chunk()));
        for (Write write : open) {
            UUID id = write instanceof Write.PutChunk put
                    ? put.chunk().id()
                    : write instanceof Write.DeleteChunk delete ? delete.chunkId() : new UUID(0, 0);
            stored.remove(id);
            expected.remove(id);
        }
        assertThat(stored).isEqualTo(expected);
    }

    private void holdsExactlyWhatWasWritten(WeaviateStore store) throws StoreUnavailableException {
        System.out.println("refusals: " + refusals);
        Map<UUID, Chunk> expected = new TreeMap<>();
        chunks.forEach((id, put) -> expected.put(id, put.chunk()));
        assertThat(storedChunks(store)).isEqualTo(expected);
        Map<String, Head> standing = new TreeMap<>();
        store.scan().heads(ACME, "", 1000).rows().forEach(head -> standing.put(head.documentId(), head));
        assertThat(standing).isEqualTo(heads);
        List<UUID> lost = new ArrayList<>();
        for (Write.PutChunk put : chunks.values()) {
            if (!isFound(store, put)) {
                lost.add(put.chunk().id());
            }
        }
        assertThat(lost).as("not found by their own vectors and words").isEmpty();
    }

    private boolean isFound(WeaviateStore store, Write.PutChunk put) throws StoreUnavailableException {
        UUID id = put.chunk().id();
        String word = put.chunk().text().substring(0, put.chunk().text().indexOf(' '));
        for (Mode mode : List.of(Mode.VECTOR, Mode.KEYWORD)) {
            List<ChunkHit> hits = store.search(
                    new ChunkQuery(ACME, mode, word, put.vector(), 0.5, Fusion.RELATIVE_SCORE, Filter.ALL, 1));
            if (hits.isEmpty() || !hits.get(0).chunk().id().equals(id)) {
                return false;
            }
        }
        return true;
    }

    private Map<UUID, Chunk> storedChunks(WeaviateStore store) throws StoreUnavailableException {
        Map<UUID, Chunk> stored = new TreeMap<>();
        IndexScan.Page<IndexScan.StoredChunk> page = store.scan().chunks(ACME, "", 1000);
        for (IndexScan.StoredChunk row : page.rows()) {
            stored.put(row.chunk().id(), row.chunk());
            assertThat(row.vector())
                    .isEqualTo(UnitVector.of(vector((int) row.chunk().id().getLeastSignificantBits()))
                            .orElseThrow());
        }
        return stored;
    }
}
