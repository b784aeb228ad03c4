package io.freshet.local;

import io.freshet.ingest.deadletter.DeadLetterLog;
import io.freshet.ingest.deadletter.KafkaDeadLetterLog;
import io.freshet.ingest.deadletter.RecordLookup;
import io.freshet.ingest.publish.KafkaEventPublisher;
import io.freshet.ingest.publish.RequestSender;
import io.freshet.ingest.replay.KafkaOutcomeLog;
import io.freshet.ingest.replay.LoggedOutcomes;
import io.freshet.ingest.replay.Replayer;
import io.freshet.local.kafka.EmbeddedKafka;
import io.freshet.local.kafka.EmbeddedKafkaSettings;
import io.freshet.local.registry.LocalRegistry;
import io.freshet.local.registry.LocalRegistrySettings;
import io.freshet.records.Topic;
import io.freshet.records.TopicCreator;
import io.freshet.records.Topics;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the ingest service says to Kafka by request, over a real broker and a real registry. */
final class IngestOnABroker implements AutoCloseable {
    private static final int PARTITIONS = 2;
    private static final String TRANSACTIONAL_ID = "test";

    final Topics topics = new Topics("freshet.", PARTITIONS);
    final RecordSerdes serdes;
    final DeadLetterLog letters;
    final LoggedOutcomes outcomes;
    final Replayer replayer;
    final KafkaEventPublisher publisher;

    private final Closing closing = new Closing();
    private final String servers;
    private final Producer<byte[], byte[]> producer;

    IngestOnABroker(Path directory) throws Exception {
        EmbeddedKafka kafka =
                closing.add(EmbeddedKafka.start(new EmbeddedKafkaSettings(directory.resolve("kafka"), 0), fatal -> {
                    throw new AssertionError(fatal);
                }));
        LocalRegistry registry =
                closing.add(LocalRegistry.start(new LocalRegistrySettings(directory.resolve("registry.jsonl"), 0)));
        servers = kafka.bootstrapServers();
        serdes = closing.add(
                new RecordSerdes(Map.of("schema.registry.url", registry.url().toString())));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            new TopicCreator(admin, 1, Duration.ofSeconds(30)).ensure(topics.all());
        }
        serdes.guard(topics);
        producer = closing.add(producer(Map.of()));
        letters = new KafkaDeadLetterLog(
                this::consumer, topics.deadLetters().name(), serdes.deserializer(topics.deadLetters()));
        outcomes = new LoggedOutcomes(new KafkaOutcomeLog(
                this::consumer,
                topics.extracted().name(),
                serdes.deserializer(topics.extracted()),
                Duration.ofSeconds(20)));
        replayer = new Replayer(
                letters,
                new RecordLookup(this::consumer),
                outcomes,
                new RequestSender(producer),
                topics,
                serdes.deserializer(topics.extracted()));
        publisher = closing.add(new KafkaEventPublisher(
                producer, this::transactional, topics.documents(), serdes.serializer(topics.documents())));
    }

    private Producer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("bootstrap.servers", servers);
        properties.put("max.request.size", 18 << 20);
        properties.put("linger.ms", 0);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The same id each time: whoever has it last shuts the others out. */
    Producer<byte[], byte[]> transactional() {
        return producer(Map.of("transactional.id", TRANSACTIONAL_ID));
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                servers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "fetch.max.wait.ms",
                20,
                "max.poll.records",
                8);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    <V extends SpecificRecord> RecordMetadata write(Topic<V> topic, int partition, String key, V value)
            throws Exception {
        byte[] bytes = serdes.serializer(topic).serialize(topic.name(), value);
        return write(new ProducerRecord<>(topic.name(), partition, key.getBytes(StandardCharsets.UTF_8), bytes));
    }

    RecordMetadata write(ProducerRecord<byte[], byte[]> record) throws Exception {
        return producer.send(record).get(10, TimeUnit.SECONDS);
    }

    /** Everything in the topic that was committed. */
    List<ConsumerRecord<byte[], byte[]>> committed(Topic<?> topic) {
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() {
        closing.close();
    }
}
