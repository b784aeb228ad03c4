package io.freshet.index;

import io.freshet.index.freshness.AsOfRecorder;
import io.freshet.index.topology.IndexTopology;
import io.freshet.index.topology.PoisonHandler;
import io.freshet.index.topology.RocksMemory;
import io.freshet.records.Groups;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka's clients as this service needs them. */
final class Clients {
    // A dead letter holds its whole record, and a record may hold a whole document.
    private static final int LARGEST_REQUEST = 20 * 1024 * 1024;

    /** How long a killed instance keeps its partitions; Kafka's own default is 45 s. */
    private static final int SESSION = 10_000;

    private static final String RACK = "rack";

    private final IndexConfig config;
    private final Groups groups;

    Clients(IndexConfig config, Groups groups) {
        this.config = config;
        this.groups = groups;
    }

    Admin admin() {
        return Admin.create(config.kafka().properties());
    }

    /** Reads what is committed, and commits nothing by itself. */
    Consumer<byte[], byte[]> writerConsumer(String group) {
        Map<String, Object> properties = reading();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1000);
        properties.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION);
        return new KafkaConsumer<>(properties);
    }

    AsOfRecorder.Readers freshnessReaders() {
        Map<String, Object> tables = reading();
        tables.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        Map<String, Object> first = new HashMap<>(tables);
        first.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1024);
        return new AsOfRecorder.Readers(new KafkaConsumer<>(first), new KafkaConsumer<>(tables));
    }

    /** Reads whole partitions, and belongs to no group. */
    Consumer<byte[], byte[]> plainConsumer() {
        Map<String, Object> properties = reading();
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1000);
        return new KafkaConsumer<>(properties);
    }

    private Map<String, Object> reading() {
        Map<String, Object> properties = new HashMap<>(config.kafka().properties());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }

    Producer<byte[], byte[]> deadLetterProducer() {
        Map<String, Object> properties = new HashMap<>(config.kafka().properties());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return new KafkaProducer<>(properties);
    }

    Properties streams(PoisonHandler.Desk desk, RocksMemory memory) {
        IndexConfig.Stream stream = config.stream();
        Properties properties = new Properties();
        properties.putAll(config.kafka().properties());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, groups.stream());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stream.stateDirectory().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, stream.threads());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.kafka().replicationFactor());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);

        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, stream.commitInterval().toMillis());
        // Streams' own default of 100 ms would be most of the way from publishing to searching.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        int transaction = Math.toIntExact(stream.transactionTimeout().toMillis());
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), transaction);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_REQUEST);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), 2 * transaction);
        properties.put(StreamsConfig.POLL_MS_CONFIG, IndexTopology.TICK.toMillis());
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 100);
        addGroup(properties, stream);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");

        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class);
        properties.put(PoisonHandler.DESK, desk);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.Setter.class);
        properties.put(RocksMemory.KEY, memory);
        return properties;
    }

    private static void addGroup(Properties properties, IndexConfig.Stream stream) {
        if (stream.groupProtocol() == IndexConfig.Stream.GroupProtocol.STREAMS) {
            // Sessions and standby copies are then settings of the group at the broker.
            properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "streams");
        } else {
            properties.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION);
            properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, stream.standbyReplicas());
        }
        if (!stream.rack().isEmpty()) {
            properties.put(StreamsConfig.clientTagPrefix(RACK), stream.rack());
            properties.put(StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG, RACK);
            properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.CLIENT_RACK_CONFIG), stream.rack());
        }
    }
}
