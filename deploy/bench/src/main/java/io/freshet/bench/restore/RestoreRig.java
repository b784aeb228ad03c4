package io.freshet.bench.restore;

import io.freshet.bench.Directories;
import io.freshet.bench.corpus.BrokerProcess;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Groups;
import io.freshet.records.TopicCreator;
import io.freshet.records.Topics;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker and a registry that live, streams that do not, and a reader of what these send. */
final class RestoreRig implements AutoCloseable {
    static final int PARTITIONS = 4;

    private static final int PARAGRAPHS = 100;
    static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LEAD = 40;

    private final Closing closing = new Closing();
    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, PARTITIONS);
    private final Manuals manuals = new Manuals(PARTITIONS, PARAGRAPHS);
    private final Map<Integer, Long> last = new HashMap<>();
    private final List<StreamProcess> processes = new ArrayList<>();
    private final Path directory;
    private final Setting setting;
    private final BrokerProcess broker;
    private final Map<String, Object> clients;
    private final RecordSerdes serdes;
    private final KafkaProducer<String, byte[]> producer;
    private final ChangeWatch watch;
    private final Group group;
    private int starts;

    /**
     * How streams run.
     *
     * @param dimensions of vectors
     * @param protocol who assigns partitions
     * @param racks whether each stream has a rack of its own
     */
    record Setting(int dimensions, String protocol, boolean racks) {
        boolean byBroker() {
            return protocol.equals("streams");
        }
    }

    RestoreRig(Path directory, Setting setting) throws Exception {
        this.directory = directory;
        this.setting = setting;
        broker = closing.add(BrokerProcess.start(directory));
        clients = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(clients)) {
            new TopicCreator(admin, 1, Duration.ofSeconds(30)).ensure(topics.all());
        }
        serdes = closing.add(new RecordSerdes(Map.of("schema.registry.url", broker.registry())));
        producer = closing.add(new KafkaProducer<>(
                with(clients, Map.of("max.request.size", 8 << 20)), new StringSerializer(), new ByteArraySerializer()));
        watch = closing.add(new ChangeWatch(clients, topics.indexChanges(), serdes));
        group = closing.add(new Group(clients, new Groups(Topics.DEFAULT_PREFIX).stream(), setting.byBroker()));
    }

    static Map<String, Object> with(Map<String, Object> clients, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(clients);
        all.putAll(more);
        return all;
    }

    /** Starts a stream over the state that one of this name had; returns at once. */
    StreamProcess start(String name, int standbys) throws IOException {
        return start(name, settings(name, standbys));
    }

    /** One in long transactions, with large batches: for a quick first load. */
    StreamProcess startHurried(String name) throws IOException {
        Map<String, String> settings = settings(name, 0);
        settings.put("freshet.stream.commit-interval", "200ms");
        settings.put("freshet.stream.embedding.batch", "512");
        return start(name, settings);
    }

    private StreamProcess start(String name, Map<String, String> settings) throws IOException {
        StreamProcess process = StreamProcess.start(
                name, directory.resolve("state-" + name), settings, directory.resolve(name + "-" + starts++ + ".log"));
        processes.add(process);
        return process;
    }

    private Map<String, String> settings(String name, int standbys) {
        Map<String, String> settings = new HashMap<>(Map.ofEntries(
                Map.entry(StreamChild.DIMENSIONS, String.valueOf(setting.dimensions())),
                Map.entry("freshet.roles", "stream"),
                Map.entry("freshet.kafka.bootstrap-servers", broker.bootstrapServers()),
                Map.entry("freshet.kafka.partitions", String.valueOf(PARTITIONS)),
                Map.entry("freshet.kafka.replication-factor", "1"),
                Map.entry("freshet.registry.urls", broker.registry()),
                // The quickest way to cut: it is not what is measured.
                Map.entry("freshet.chunking.strategy", "fixed"),
                Map.entry("freshet.chunking.max-tokens", String.valueOf(Manuals.WORDS)),
                Map.entry("freshet.chunking.overlap-tokens", "0"),
                Map.entry("freshet.stream.group-protocol", setting.protocol()),
                Map.entry("freshet.stream.standby-replicas", String.valueOf(standbys))));
        if (!setting.byBroker()) {
            settings.put("freshet.kafka.client.group.instance.id", name);
        }
        if (setting.racks()) {
            settings.put("freshet.stream.rack", "rack-of-" + name);
        }
        return settings;
    }

    void forgetState(String name) throws IOException {
        Path state = directory.resolve("state-" + name);
        if (Files.exists(state)) {
            Directories.delete(state);
        }
    }

    /** Publishes documents and waits for their changes until they have so many chunks; returns how many they have. */
    long fill(long chunks) throws Exception {
        int sent = 0;
        while (watch.chunks() < chunks || !manuals.areInEveryPartition() || watch.documents() < sent) {
            if (sent < watch.documents() + LEAD && (watch.chunks() < chunks || !manuals.areInEveryPartition())) {
                publish(manuals.next());
                sent++;
            }
            watch.poll();
        }
        return watch.chunks();
    }

    /** An edit of a document of each partition. */
    void edit() throws Exception {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            publish(manuals.edited(partition));
        }
    }

    /** Edits for a second, ten times in each partition, and leaves some of it for the stream to do. */
    void keepEditing() throws Exception {
        for (int i = 0; i < 10; i++) {
            edit();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        edit();
    }

    private void publish(ExtractedDocument document) throws Exception {
        String topic = topics.extracted().name();
        byte[] value = serdes.serializer(topics.extracted()).serialize(topic, document);
        String key = new DocumentKey(document.getTenant(), document.getDocumentId()).toString();
        int partition = document.getOrigin().getPartition();
        producer.send(new ProducerRecord<>(topic, partition, key, value)).get(30, TimeUnit.SECONDS);
        last.put(partition, document.getOrigin().getOffset());
    }

    /** Whether the last event of the partition has come through. */
    boolean isThrough(int partition) {
        return watch.offset(partition) >= last.getOrDefault(partition, 0L);
    }

    int partitionsThrough() {
        return (int) last.keySet().stream().filter(this::isThrough).count();
    }

    void awaitAllThrough() {
        if (!watch.await(() -> partitionsThrough() == last.size(), PATIENCE)) {
            throw new IllegalStateException("the stream did not do its work within " + PATIENCE);
        }
    }

    ChangeWatch watch() {
        return watch;
    }

    Group group() {
        return group;
    }

    Changelogs changelogs() {
        return new Changelogs(clients);
    }

    @Override
    public void close() {
        processes.forEach(StreamProcess::close);
        closing.close();
    }
}
