package io.freshet.local.kafka;

import java.util.HashMap;
import java.util.Map;

/** Kafka's settings for one small node: its defaults are made for a server with a rack of disks. */
final class BrokerProperties {
    static final String CLIENTS = "PLAINTEXT";
    static final String CONTROLLER = "CONTROLLER";
    static final int NODE_ID = 1;
    /** Required by Kafka and never dialled: the quorum is this node, whose port is not known before it is bound. */
    static final int NO_PORT = 9;

    private static final String LARGEST_MESSAGE = String.valueOf(20 * 1024 * 1024);

    private BrokerProperties() {}

    static Map<String, String> of(EmbeddedKafkaSettings settings) {
        Map<String, String> all = new HashMap<>();
        all.putAll(node(settings));
        all.putAll(oneReplica());
        all.putAll(small());
        all.putAll(quick());
        return all;
    }

    private static Map<String, String> node(EmbeddedKafkaSettings settings) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(NODE_ID),
                "listeners",
                CLIENTS + "://127.0.0.1:" + settings.port() + "," + CONTROLLER + "://127.0.0.1:0",
                "controller.listener.names",
                CONTROLLER,
                "listener.security.protocol.map",
                CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "controller.quorum.bootstrap.servers",
                "127.0.0.1:" + NO_PORT,
                "log.dirs",
                settings.directory().toString(),
                "auto.create.topics.enable",
                "false",
                "message.max.bytes",
                LARGEST_MESSAGE,
                "replica.fetch.max.bytes",
                LARGEST_MESSAGE);
    }

    private static Map<String, String> oneReplica() {
        return Map.of(
                "default.replication.factor", "1",
                "min.insync.replicas", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1");
    }

    private static Map<String, String> small() {
        return Map.of(
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2",
                "num.replica.fetchers", "1",
                "log.cleaner.threads", "1",
                "log.cleaner.dedupe.buffer.size", String.valueOf(8 * 1024 * 1024),
                "log.segment.bytes", String.valueOf(64 * 1024 * 1024),
                "log.index.size.max.bytes", String.valueOf(1024 * 1024));
    }

    /** The session is what a restart after a kill waits for, because the dead broker still counts as there. */
    private static Map<String, String> quick() {
        return Map.of(
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500",
                "group.initial.rebalance.delay.ms", "0",
                "group.streams.initial.rebalance.delay.ms", "0");
    }
}
