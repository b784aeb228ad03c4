package io.freshet.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.ingest.publish.Fence;
import io.freshet.ingest.stream.Delivery;
import io.freshet.ingest.stream.KeyedStream;
import io.freshet.ingest.stream.Lane;
import io.freshet.ingest.stream.LaneThreads;
import io.freshet.ingest.stream.RecordHandler;
import io.freshet.ingest.stream.StreamMeters;
import io.freshet.ingest.stream.StreamSettings;
import io.freshet.local.kafka.EmbeddedKafka;
import io.freshet.local.kafka.EmbeddedKafkaSettings;
import io.freshet.service.config.ByteSize;
import io.freshet.service.patience.Patience;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stream of the ingest service over a real broker: real groups, rebalances, pauses and commits. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class IngestStreamOnABrokerTest {

    private static final String TOPIC = "documents";
    private static final String GROUP = "ingest";
    private static final int PARTITIONS = 4;
    private static final String EAGER = "org.apache.kafka.clients.consumer.RangeAssignor";
    private static final String COOPERATIVE = "org.apache.kafka.clients.consumer.CooperativeStickyAssignor";

    private EmbeddedKafka kafka;
    private KafkaProducer<String, byte[]> producer;
    private Admin admin;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(directory.resolve("kafka"), 0), fatal -> {
            throw new AssertionError(fatal);
        });
        Map<String, Object> server = Map.of("bootstrap.servers", kafka.bootstrapServers());
        admin = Admin.create(server);
        admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                .all()
                .get(30, TimeUnit.SECONDS);
        producer = new KafkaProducer<>(server, new StringSerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void close() {
        producer.close();
        admin.close();
        kafka.close();
    }

    /** Notes what it handles, under the fence it was handled behind; holds back the key "slow" until released. */
    private static final class Noting implements RecordHandler {
        private final Map<String, List<Long>> handled = new ConcurrentHashMap<>();
        private final Map<Fence, Map<String, Long>> newest = new ConcurrentHashMap<>();
        private final List<String> disorder = new CopyOnWriteArrayList<>();
        private final CountDownLatch release = new CountDownLatch(1);

        @Override
        public Lane lane(ConsumerRecord<byte[], byte[]> record) {
            return record.offset() % 2 == 0 ? Lane.FILE : Lane.QUICK;
        }

        @Override
        public void handle(Delivery delivery) throws InterruptedException {
            String key = new String(delivery.record().key(), StandardCharsets.UTF_8);
            if (key.equals("slow")) {
                release.await();
            }
            long offset = delivery.record().offset();
            delivery.fence().pass(() -> note(delivery.fence(), key, offset));
        }

        @Override
        public void giveUp(Delivery delivery, Throwable cause) {
            disorder.add("given up: " + cause);
        }

        private boolean note(Fence owner, String key, long offset) {
            Long before = newest.computeIfAbsent(owner, unused -> new ConcurrentHashMap<>())
                    .put(key, offset);
            if (before != null && before >= offset) {
                disorder.add(key + ": " + offset + " after " + before);
            }
            return handled.computeIfAbsent(key, unused -> new CopyOnWriteArrayList<>())
                    .add(offset);
        }

        long distinct() {
            return handled.values().stream()
                    .mapToLong(offsets -> Set.copyOf(offsets).size())
                    .sum();
        }
    }

    private KeyedStream stream(RecordHandler handler, String assignor) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        properties.put("group.id", GROUP);
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "earliest");
        properties.put("max.poll.records", 1);
        properties.put("heartbeat.interval.ms", 200);
        properties.put("session.timeout.ms", 6000);
        properties.put("partition.assignment.strategy", assignor);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        KeyedStream stream = new KeyedStream(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                TOPIC,
                handler,
                new LaneThreads(2, 2, 1),
                new StreamSettings(new ByteSize(2000), 50, 100, Duration.ofMillis(200), Duration.ofMinutes(1)),
                Patience.endless(Duration.ofMillis(10), Duration.ofSeconds(1)),
                new StreamMeters(meters, Clock.systemUTC()),
                cause -> {});
        stream.start();
        return stream;
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            var unused = producer.send(new ProducerRecord<>(TOPIC, "k" + i % 40, new byte[100]));
        }
        producer.flush();
    }

    private long committed() throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .get(10, TimeUnit.SECONDS);
        return offsets.values().stream()
                .mapToLong(offset -> offset == null ? 0 : offset.offset())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {EAGER, COOPERATIVE})
    void nothingIsSkippedAndNoOrderBrokenWhileMembersComeAndGo(String assignor) throws Exception {
        Noting handler = new Noting();
        KeyedStream first = stream(handler, assignor);
        publish(1000);
        await().until(() -> handler.distinct() > 100);

        KeyedStream second = stream(handler, assignor);
        publish(2000);
        await().atMost(Duration.ofSeconds(60)).until(() -> handler.distinct() > 2000);
        first.close();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(handler.distinct()).isEqualTo(3000);
            assertThat(committed()).isEqualTo(3000);
        });
        second.close();
        assertThat(handler.disorder).isEmpty();
    }

    @Test
    void aSlowOneHoldsBackCommitsOfItsPartitionAndNothingElse() throws Exception {
        Noting handler = new Noting();
        producer.send(new ProducerRecord<>(TOPIC, 0, "slow", new byte[100])).get(10, TimeUnit.SECONDS);
        for (int i = 0; i < 50; i++) {
            var unused = producer.send(new ProducerRecord<>(TOPIC, 0, "k" + i, new byte[100]));
        }
        try (KeyedStream stream = stream(handler, EAGER)) {
            await().until(() -> handler.distinct() == 50);
            assertThat(committed()).isZero();
            stream.check();

            handler.release.countDown();

            await().untilAsserted(() -> assertThat(committed()).isEqualTo(51));
        }
    }
}
