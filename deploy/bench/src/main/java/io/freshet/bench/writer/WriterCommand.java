package io.freshet.bench.writer;

import io.freshet.bench.Directories;
import io.freshet.bench.Spread;
import io.freshet.index.deadletter.DeadLetters;
import io.freshet.index.metrics.IndexMeters;
import io.freshet.index.write.CallLimits;
import io.freshet.index.write.ChangeWriter;
import io.freshet.index.write.WriterSettings;
import io.freshet.local.kafka.EmbeddedKafka;
import io.freshet.local.kafka.EmbeddedKafkaSettings;
import io.freshet.records.DocumentKey;
import io.freshet.records.Stage;
import io.freshet.records.TopicCreator;
import io.freshet.records.Topics;
import io.freshet.records.registry.InMemoryRegistry;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import io.freshet.service.patience.Patience;
import io.freshet.store.ChunkQuery;
import io.freshet.store.Filter;
import io.freshet.store.IndexIdentity;
import io.freshet.store.Write;
import io.freshet.store.lucene.LuceneStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes changes from an embedded broker into an index, and the same rows into another index without the writer. */
@Command(
        name = "writer",
        mixinStandardHelpOptions = true,
        description = "The index writer beside its bare store, and the way of single edits, step by step.")
public final class WriterCommand implements Callable<Integer> {
    private static final int PER_DOCUMENT = 20;
    private static final int PARTITIONS = 4;
    private static final int CALL = 500;
    private static final Duration BETWEEN_SYNCS = Duration.ofMillis(200);
    private static final double MILLION = 1e6;

    @Option(names = "--chunks", defaultValue = "6000", description = "Chunks of a load (default: ${DEFAULT-VALUE}).")
    private int chunks;

    @Option(names = "--tenants", defaultValue = "20", description = "Of the load of many (default: ${DEFAULT-VALUE}).")
    private int tenants;

    @Option(names = "--edits", defaultValue = "300", description = "Single edits (default: ${DEFAULT-VALUE}).")
    private int edits;

    private final Closing closing = new Closing();
    private final RecordSerdes serdes = closing.add(new RecordSerdes(Map.of(), new InMemoryRegistry()));

    /** Ends this process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new WriterCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("freshet-writer-");
        try (EmbeddedKafka kafka =
                EmbeddedKafka.start(new EmbeddedKafkaSettings(directory.resolve("kafka"), 0), fatal -> {
                    throw new IllegalStateException(fatal);
                })) {
            load(kafka, directory, "warm-up", 1);
            load(kafka, directory, "one tenant", 1);
            load(kafka, directory, tenants + " tenants", tenants);
            singleEdits(kafka, directory);
        } finally {
            closing.close();
            Directories.delete(directory);
        }
        return 0;
    }

    /** A topic of its own with its writer. */
    private final class Rig {
        private final Topics topics;
        private final Changes changes;
        private final String brokers;
        private final TimedStore store;

        Rig(EmbeddedKafka kafka, String name, LuceneStore store) throws Exception {
            this.topics = new Topics(name.replace(' ', '-') + '.', PARTITIONS);
            this.brokers = kafka.bootstrapServers();
            this.changes = new Changes(topics.indexChanges(), serdes.serializer(topics.indexChanges()));
            this.store = new TimedStore(store);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
                new TopicCreator(admin, 1, Duration.ofSeconds(30)).ensure(List.of(topics.indexChanges()));
            }
        }

        KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
            Map<String, Object> properties = new HashMap<>(more);
            properties.put("bootstrap.servers", brokers);
            properties.put("linger.ms", 0);
            return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        }

        ChangeWriter start(String group) {
            Map<String, Object> properties = Map.of(
                    "bootstrap.servers",
                    brokers,
                    "group.id",
                    group,
                    "enable.auto.commit",
                    false,
                    "isolation.level",
                    "read_committed",
                    "auto.offset.reset",
                    "earliest",
                    "max.poll.records",
                    1000);
            ChangeWriter writer = new ChangeWriter(
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                    topics.indexChanges().name(),
                    serdes.deserializer(topics.indexChanges()),
                    store,
                    new WriterSettings(
                            Duration.ofMillis(50),
                            BETWEEN_SYNCS,
                            Patience.endless(Duration.ofMillis(100), Duration.ofSeconds(10)),
                            new CallLimits(200, 10, CALL, 4 << 20, 1),
                            Duration.ZERO,
                            Duration.ofSeconds(3)),
                    new ChangeWriter.Reports(
                            new DeadLetters(Stage.WRITE, Clock.systemUTC()),
                            letter -> {
                                throw new IllegalStateException(letter.getMessage());
                            },
                            new IndexMeters(new SimpleMeterRegistry(), Clock.systemUTC())),
                    Clock.systemUTC(),
                    System::nanoTime);
            new Thread(writer, "bench-writer").start();
            return writer;
        }

        void awaitWritten(long writes) throws InterruptedException {
            while (store.written() < writes) {
                Thread.sleep(1);
            }
        }
    }

    private LuceneStore open(Path path) throws Exception {
        LuceneStore store = closing.add(LuceneStore.open(path));
        store.open(new IndexIdentity("random", Changes.DIMENSIONS));
        return store;
    }

    private void load(EmbeddedKafka kafka, Path directory, String name, int tenants) throws Exception {
        Path root = directory.resolve(name.replace(' ', '-'));
        Rig rig = new Rig(kafka, name, open(root.resolve("news")));
        try (KafkaProducer<byte[], byte[]> producer = rig.producer(Map.of())) {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int document = 0; document < chunks / PER_DOCUMENT; document++) {
                records.addAll(rig.changes.document(
                        new DocumentKey("t" + document % tenants, "document-" + document), PER_DOCUMENT));
            }
            double bare = bare(rig, records, open(root.resolve("bare")));
            double news;
            try (ChangeWriter writer = rig.start(name)) {
                awaitAssignment(writer);
                news = seconds(() -> {
                    send(producer, records);
                    rig.awaitWritten(records.size());
                    rig.store.sync();
                });
            }
            double rebuild = rebuild(kafka, name, open(root.resolve("again")), records.size());
            System.out.printf(
                    Locale.ROOT,
                    "%-12s bare store %6.0f rows/s; first load %6.0f rows/s, ratio %.2f; rebuild %6.0f rows/s, ratio %.2f%n",
                    name,
                    records.size() / bare,
                    records.size() / news,
                    news / bare,
                    records.size() / rebuild,
                    rebuild / bare);
        }
    }

    /** Another group over the same topic, which is there already: everything may have been written before. */
    private double rebuild(EmbeddedKafka kafka, String name, LuceneStore store, int rows) throws Exception {
        Rig rig = new Rig(kafka, name, store);
        return seconds(() -> {
            try (ChangeWriter writer = rig.start(name + " again")) {
                awaitAssignment(writer);
                rig.awaitWritten(rows);
                rig.store.sync();
            }
        });
    }

    private static void awaitAssignment(ChangeWriter writer) throws Exception {
        while (true) {
            var positions = new HashMap<Integer, Long>();
            writer.between(() -> positions.putAll(writer.positions())).get();
            if (positions.size() == PARTITIONS) {
                return;
            }
        }
    }

    /** The same rows in the same order, without Kafka, netting or guards. */
    private double bare(Rig rig, List<ProducerRecord<byte[], byte[]>> records, LuceneStore store) throws Exception {
        List<Write> writes = new ArrayList<>();
        Rows rows = new Rows(serdes.deserializer(rig.topics.indexChanges()));
        records.forEach(record -> writes.add(rows.write(record)));
        return seconds(() -> {
            long synced = System.nanoTime();
            for (int from = 0; from < writes.size(); from += CALL) {
                store.apply(writes.subList(from, Math.min(writes.size(), from + CALL)));
                if (System.nanoTime() - synced > BETWEEN_SYNCS.toNanos()) {
                    store.sync();
                    synced = System.nanoTime();
                }
            }
            store.sync();
        });
    }

    private void singleEdits(EmbeddedKafka kafka, Path directory) throws Exception {
        LuceneStore lucene = open(directory.resolve("edits"));
        Rig rig = new Rig(kafka, "edits", lucene);
        try (KafkaProducer<byte[], byte[]> producer = rig.producer(Map.of("transactional.id", "edits"));
                ChangeWriter writer = rig.start("edits")) {
            producer.initTransactions();
            int documents = chunks / PER_DOCUMENT;
            awaitAssignment(writer);
            producer.beginTransaction();
            for (int document = 0; document < documents; document++) {
                send(producer, rig.changes.document(document(document), PER_DOCUMENT));
            }
            producer.commitTransaction();
            rig.awaitWritten((long) documents * (PER_DOCUMENT + 1));
            List<Double> hop = new ArrayList<>();
            List<Double> write = new ArrayList<>();
            List<Double> commit = new ArrayList<>();
            List<Double> search = new ArrayList<>();
            for (int edit = 0; edit < edits + 100; edit++) {
                // Open loop: the next edit comes when it comes, not when the last one is done.
                Thread.sleep(20);
                rig.store.forgetEdits();
                var records = rig.changes.edit(document(edit % documents), PER_DOCUMENT, 2 + edit / documents);
                producer.beginTransaction();
                send(producer, records);
                long before = System.nanoTime();
                producer.commitTransaction();
                long committed = System.nanoTime();
                TimedStore.Edit seen = rig.store.nextEdit();
                long searching = System.nanoTime();
                lucene.search(query());
                if (edit >= 100) {
                    commit.add((committed - before) / MILLION);
                    hop.add((seen.asked() - committed) / MILLION);
                    write.add((seen.accepted() - seen.asked()) / MILLION);
                    search.add((System.nanoTime() - searching) / MILLION);
                }
            }
            System.out.printf(Locale.ROOT, "%d edits of one chunk, 50 a second at most, in milliseconds:%n", edits);
            print("transaction committed", commit);
            print("until the store is asked", hop);
            print("until the head is there", write);
            print("first search after it", search);
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
        // The end of the transaction, or the reading, shows what failed.
        records.forEach(record -> {
            var unused = producer.send(record);
        });
    }

    private static DocumentKey document(int number) {
        return new DocumentKey("acme", "document-" + number);
    }

    // NullAway does not find the annotation of a compact constructor's array parameter in a class file.
    @SuppressWarnings("NullAway")
    private static ChunkQuery query() {
        return new ChunkQuery(
                "acme", ChunkQuery.Mode.KEYWORD, "nothing", null, 0, ChunkQuery.Fusion.RANKED, Filter.ALL, 1);
    }

    private static void print(String step, List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "  %-26s p50 %6.2f  p99 %6.2f  most %6.2f%n",
                step,
                Spread.of(times).median(),
                sorted.get((int) (sorted.size() * 0.99)),
                sorted.get(sorted.size() - 1));
    }

    /** Something to be timed. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long before = System.nanoTime();
        work.run();
        return (System.nanoTime() - before) / 1e9;
    }
}
