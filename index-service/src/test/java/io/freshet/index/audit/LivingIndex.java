package io.freshet.index.audit;

import io.freshet.index.topology.PlainAvro;
import io.freshet.index.write.Change;
import io.freshet.index.write.ChangeDecoder;
import io.freshet.index.write.StoreForm;
import io.freshet.records.ChunkPut;
import io.freshet.records.DocumentKey;
import io.freshet.records.HeadPut;
import io.freshet.records.IndexKey;
import io.freshet.records.Metadata;
import io.freshet.records.Origin;
import io.freshet.records.SequenceHeader;
import io.freshet.records.Vectors;
import io.freshet.service.patience.Pauser;
import io.freshet.store.Write;
import io.freshet.testkit.Heads;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A log in memory and a store that a writer keeps true to it. Whenever anybody looks at either, documents may have been
 * edited meanwhile and the writer may have gone on by a few changes.
 */
final class LivingIndex implements ChangeLog, LiveWriter {
    static final int PARTITIONS = 3;
    static final List<String> TENANTS = List.of("acme", "beta");

    final MapStore store = new MapStore(this::pass);
    private final Random random;
    private final ChangeDecoder decoder =
            new ChangeDecoder(PlainAvro.<SpecificRecord>serde().deserializer());
    private final List<List<ConsumerRecord<byte[], byte[]>>> log = new ArrayList<>();
    private final Map<DocumentKey, Standing> documents = new LinkedHashMap<>();
    private final long[] applied = new long[PARTITIONS];
    private final long[] committed = new long[PARTITIONS];
    private boolean edited;
    private boolean writing;
    private boolean stopped;
    private int owned = PARTITIONS;
    private List<DocumentKey> moving = List.of();

    /** What is live of a document, as whoever made the log knows it. */
    private static final class Standing {
        private long sequence;
        private long events;
        private final Map<UUID, ChunkPut> chunks = new LinkedHashMap<>();
    }

    LivingIndex(long seed) {
        random = new Random(seed);
        for (int i = 0; i < PARTITIONS; i++) {
            log.add(new ArrayList<>());
        }
    }

    /** So many documents of each tenant with a history, all of which is stored. */
    LivingIndex settledWith(int documentsEach) {
        for (String tenant : TENANTS) {
            for (int i = 0; i < documentsEach; i++) {
                DocumentKey key = new DocumentKey(tenant, "doc-" + i);
                documents.put(key, new Standing());
                for (int edits = 1 + random.nextInt(5); edits > 0; edits--) {
                    edit(key);
                }
            }
        }
        settle();
        return this;
    }

    /** From now on these are edited whenever somebody looks. */
    void editedMeanwhile(Collection<DocumentKey> keys) {
        moving = List.copyOf(keys);
        edited = true;
        writing = true;
    }

    /** Nobody edits any more, and the writer comes to the end. */
    void settle() {
        edited = false;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            write(partition, Integer.MAX_VALUE);
            committed[partition] = applied[partition];
        }
    }

    List<DocumentKey> documents() {
        return List.copyOf(documents.keySet());
    }

    /** Documents with at least so many chunks. */
    List<DocumentKey> withChunks(int chunks) {
        return documents.entrySet().stream()
                .filter(entry -> entry.getValue().chunks.size() >= chunks)
                .map(Map.Entry::getKey)
                .toList();
    }

    StoreComparison comparison() {
        return comparison(1 << 20);
    }

    StoreComparison comparison(long memory) {
        return new StoreComparison(
                new StoreComparison.Sources(
                        this, PlainAvro.<SpecificRecord>serde().deserializer(), PARTITIONS, store, this::committed),
                new StoreComparison.Tuning(memory, Duration.ofMinutes(1), Pace.unlimited(), waiting(), () -> 0),
                Watching.nobody());
    }

    /** As generation 1. */
    AuditTarget target() {
        return new AuditTarget(
                1,
                "freshet.index-changes",
                PARTITIONS,
                PlainAvro.<SpecificRecord>serde().deserializer(),
                store,
                store,
                this::committed,
                this);
    }

    private Map<Integer, Long> committed(Collection<Integer> partitions) {
        pass();
        Map<Integer, Long> positions = new HashMap<>();
        partitions.forEach(partition -> positions.put(partition, committed[partition]));
        return positions;
    }

    Repair.Tools repairs() {
        return new Repair.Tools(
                this, decoder, PARTITIONS, store, store, this, Clock.fixed(Heads.NOON, ZoneOffset.UTC), waiting());
    }

    /** Time in which the writer goes on. */
    Pauser waiting() {
        return time -> {
            pass();
            for (int partition = 0; partition < PARTITIONS && !stopped; partition++) {
                write(partition, 3);
                committed[partition] = applied[partition];
            }
            return true;
        };
    }

    // --- what goes on meanwhile

    private void pass() {
        if (edited && random.nextInt(3) == 0) {
            edit(moving.get(random.nextInt(moving.size())));
        }
        if (writing) {
            int partition = random.nextInt(PARTITIONS);
            write(partition, random.nextInt(6));
            if (random.nextInt(3) == 0) {
                committed[partition] = applied[partition];
            }
        }
    }

    /** One edit: some chunks come, some go, some are written anew, or the document goes. */
    void edit(DocumentKey key) {
        Standing standing = Objects.requireNonNull(documents.get(key));
        standing.sequence++;
        standing.events++;
        int what = random.nextInt(12);
        Set<UUID> removed = new HashSet<>();
        if (what == 0 || what == 1) {
            removed.addAll(standing.chunks.keySet());
        } else if (what == 2) {
            standing.sequence--; // superseded: nothing but the origin changes
        } else {
            standing.chunks.keySet().stream()
                    .filter(id -> random.nextInt(4) == 0)
                    .forEach(removed::add);
            for (int i = random.nextInt(4); i >= 0; i--) {
                put(key, standing);
            }
            removed.removeIf(
                    id -> Objects.requireNonNull(standing.chunks.get(id)).getSince() == standing.sequence);
        }
        removed.forEach(standing.chunks::remove);
        boolean forgotten = what == 1;
        append(IndexKey.head(key), forgotten ? null : head(key, standing, removed, what == 0), standing.sequence);
        removed.forEach(id -> append(IndexKey.chunk(key, id), null, standing.sequence));
    }

    /** Few different ids, so that some come back after they were removed. */
    private void put(DocumentKey key, Standing standing) {
        UUID id = UUID.nameUUIDFromBytes((key + "/" + random.nextInt(8)).getBytes(StandardCharsets.UTF_8));
        ChunkPut before = standing.chunks.get(id);
        ChunkPut put = ChunkPut.newBuilder()
                .setChunkId(id.toString())
                .setTenant(key.tenant())
                .setDocumentId(key.documentId())
                .setText("text " + random.nextInt(1000))
                .setHeadingPath(List.of("Guide"))
                .setOrder("a" + random.nextInt(10))
                .setMetadata(Metadata.newBuilder()
                        .setTags(List.of("tag-" + random.nextInt(3)))
                        .build())
                .setMediaType("text/plain")
                .setVector(Vectors.encode(
                        new float[] {random.nextFloat() + 0.1f, random.nextFloat(), -random.nextFloat()}))
                .setModelId("three-axes")
                .setSince(before == null ? standing.sequence : before.getSince())
                .build();
        standing.chunks.put(id, put);
        append(IndexKey.chunk(key, id), put, standing.sequence);
    }

    private static HeadPut head(DocumentKey key, Standing standing, Set<UUID> removed, boolean deleted) {
        return HeadPut.newBuilder()
                .setTenant(key.tenant())
                .setDocumentId(key.documentId())
                .setSequence(standing.sequence)
                .setOrigin(new Origin(0, standing.events, "event-" + standing.events, Heads.NOON, Heads.NOON, null))
                .setMetadata(Metadata.newBuilder().setTitle("A title").build())
                .setChunkCount(standing.chunks.size())
                .setRemoved(removed.stream().map(UUID::toString).toList())
                .setDeleted(deleted)
                .build();
    }

    private void append(IndexKey key, @Nullable SpecificRecord value, long sequence) {
        int partition = RowKey.of(key).partition(PARTITIONS);
        RecordHeaders headers = new RecordHeaders();
        SequenceHeader.write(headers, sequence);
        append(
                partition,
                key.toString(),
                PlainAvro.<SpecificRecord>serde().serializer().serialize("", value),
                headers);
    }

    void append(int partition, String key, byte @Nullable [] value, RecordHeaders headers) {
        log.get(partition)
                .add(new ConsumerRecord<>(
                        "freshet.index-changes",
                        partition,
                        log.get(partition).size(),
                        Heads.NOON.toEpochMilli(),
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        key.getBytes(StandardCharsets.UTF_8),
                        value,
                        headers,
                        Optional.empty()));
    }

    /** Writes some changes as the writer does: what is removed with a head is hidden by it, also when it went earlier. */
    private void write(int partition, int most) {
        List<ConsumerRecord<byte[], byte[]>> records = log.get(partition);
        int from = (int) applied[partition];
        int to = from + Math.min(most, records.size() - from);
        List<Change> batch = new ArrayList<>();
        Set<IndexKey> gone = new HashSet<>();
        while (from < to) {
            Change change = decoder.decode(records.get(from));
            if (!change.removes() && gone.contains(change.key())) {
                writeBatch(batch, gone);
                batch.clear();
                gone.clear();
            }
            if (change.removes() && !change.key().isHead()) {
                gone.add(change.key());
            }
            batch.add(change);
            from++;
        }
        writeBatch(batch, gone);
        applied[partition] = to;
    }

    private void writeBatch(List<Change> batch, Set<IndexKey> gone) {
        for (Change change : batch) {
            DocumentKey document = change.key().document();
            UUID chunkId = change.key().chunkId();
            if (change.value() instanceof ChunkPut put) {
                store.put(new Write.PutChunk(document.tenant(), StoreForm.chunk(put), Vectors.decode(put.getVector())));
            } else if (change.value() instanceof HeadPut put) {
                Set<UUID> hidden = new HashSet<>();
                gone.stream()
                        .filter(key -> key.document().equals(document) && key.chunkId() != null)
                        .forEach(key -> hidden.add(key.chunkId()));
                store.put(new Write.PutHead(document.tenant(), StoreForm.head(put, hidden, Heads.NOON)));
            } else if (chunkId == null) {
                store.put(new Write.DeleteHead(document.tenant(), document.documentId()));
            } else {
                store.put(new Write.DeleteChunk(document.tenant(), document.documentId(), chunkId));
            }
        }
    }

    // --- the log

    @Override
    public Map<Integer, Long> ends(Collection<Integer> partitions) {
        pass();
        Map<Integer, Long> ends = new HashMap<>();
        partitions.forEach(
                partition -> ends.put(partition, (long) log.get(partition).size()));
        pass();
        return ends;
    }

    @Override
    public void read(int partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        pass();
        List.copyOf(log.get(partition).subList((int) from, (int) Math.max(from, to)))
                .forEach(each);
        pass();
    }

    @Override
    public List<ConsumerRecord<byte[], byte[]>> at(int partition, SortedSet<Long> offsets) {
        pass();
        return offsets.stream()
                .map(offset -> log.get(partition).get(offset.intValue()))
                .toList();
    }

    // --- the writer

    @Override
    public Future<?> between(Runnable work) {
        pass();
        boolean before = writing;
        writing = false;
        work.run();
        writing = before;
        pass();
        return CompletableFuture.completedFuture(null);
    }

    /** The last partition is from now on written by another process. */
    void loseTheLastPartition() {
        owned = PARTITIONS - 1;
    }

    /** The writer does not go on any more. */
    void stop() {
        writing = false;
        stopped = true;
    }

    @Override
    public Map<Integer, Long> positions() {
        Map<Integer, Long> positions = new HashMap<>();
        for (int partition = 0; partition < owned; partition++) {
            positions.put(partition, applied[partition]);
        }
        return positions;
    }
}
