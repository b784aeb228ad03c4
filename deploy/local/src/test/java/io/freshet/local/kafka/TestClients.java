package io.freshet.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a test says to a broker: one topic with one partition, transactional writes, committed reads. */
final class TestClients implements AutoCloseable {
    private static final String TOPIC = "letters";
    private static final int LARGEST = 20 * 1024 * 1024;

    private final String servers;
    private final Admin admin;

    TestClients(String servers) {
        this.servers = servers;
        this.admin = Admin.create(Map.of("bootstrap.servers", servers));
    }

    void createTopic() throws Exception {
        admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
    }

    int advertisedPort() throws Exception {
        return admin.describeCluster()
                .nodes()
                .get(30, TimeUnit.SECONDS)
                .iterator()
                .next()
                .port();
    }

    void sendInTransaction(String... values) {
        send(true, values);
    }

    void sendAndAbort(String... values) {
        send(false, values);
    }

    private void send(boolean commit, String... values) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "transactional.id",
                        "test",
                        "max.request.size",
                        LARGEST,
                        "linger.ms",
                        0),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = Stream.of(values)
                    .map(value -> producer.send(new ProducerRecord<>(TOPIC, value)))
                    .toList();
            producer.flush();
            assertThat(sent).allSatisfy(record -> assertThat(record).isDone());
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    /** All values that a fresh group sees. */
    List<String> readAll(int count) {
        return read(UUID.randomUUID().toString(), count);
    }

    /** Values that this group has not seen; remembered by the broker. */
    List<String> readNewAsGroup(int count) {
        return read("readers", count);
    }

    private List<String> read(String group, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "group.id",
                        group,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "max.partition.fetch.bytes",
                        LARGEST,
                        "enable.auto.commit",
                        false),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            while (values.size() < count) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    values.add(record.value());
                }
            }
            consumer.commitSync();
        }
        return values;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
