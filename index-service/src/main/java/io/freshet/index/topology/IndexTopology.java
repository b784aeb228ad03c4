package io.freshet.index.topology;

import static io.freshet.index.topology.Nodes.CHANGES;
import static io.freshet.index.topology.Nodes.CHANGES_ONLY;
import static io.freshet.index.topology.Nodes.CHANGE_KEY;
import static io.freshet.index.topology.Nodes.CHUNK;
import static io.freshet.index.topology.Nodes.CHUNKS_STORE;
import static io.freshet.index.topology.Nodes.COMMIT;
import static io.freshet.index.topology.Nodes.DEAD_LETTER;
import static io.freshet.index.topology.Nodes.DEAD_LETTERS;
import static io.freshet.index.topology.Nodes.DEAD_ONLY;
import static io.freshet.index.topology.Nodes.DELETIONS_STORE;
import static io.freshet.index.topology.Nodes.DIFF;
import static io.freshet.index.topology.Nodes.DOCUMENTS_STORE;
import static io.freshet.index.topology.Nodes.EMBED;
import static io.freshet.index.topology.Nodes.EXTRACTED;
import static io.freshet.index.topology.Nodes.GATE;
import static io.freshet.index.topology.Nodes.WAITING_SINCE_STORE;
import static io.freshet.index.topology.Nodes.WAITING_STORE;
import static io.freshet.index.topology.Nodes.WISH;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_BYTES_CONFIG;

import io.freshet.index.state.StateSerdes;
import io.freshet.records.DeadLetter;
import io.freshet.records.DocumentKey;
import io.freshet.records.DocumentPartitioner;
import io.freshet.records.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * From extracted documents to changes of the index.
 *
 * <pre>
 * extracted → gate → wish → chunk → diff → embed → commit → index-changes
 *              │                     │       │        │  └──→ dead-letters
 *       documents, waiting        chunks     │     all stores
 *                                waiting, waiting-since
 *                                     and the pool beside the stream
 * </pre>
 *
 * <p>Exactly once: what the stores remember and what is sent are one transaction. A change whose vectors are still to be
 * made waits in a store and holds up nobody. Renaming a store gives up its state, so every document would be embedded
 * anew; renaming any other node costs nothing.
 */
public final class IndexTopology {
    /** The most that an answer of the pool waits for the stream's thread, if that polls as often. */
    public static final Duration TICK = Duration.ofMillis(20);

    private static final int MIB = 1024 * 1024;

    private final Topics topics;
    private final Wire wire;
    private final Steps steps;
    private final Cut cut;
    private final Diff diff;

    /** A topology between these topics. */
    public IndexTopology(Topics topics, Wire wire, Steps steps) {
        this.topics = topics;
        this.wire = wire;
        this.steps = steps;
        this.cut = new Cut(steps.chunkers(), steps.context());
        this.diff = new Diff(steps.modelId(), steps.context());
    }

    /** Builds it; the configuration decides whether unnamed nodes are refused. */
    public Topology build(StreamsConfig config) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
        addStores(builder);
        KStream<String, Emission> emissions = builder.stream(
                        topics.extracted().name(),
                        Consumed.with(Serdes.String(), wire.extracted()).withName(EXTRACTED.label()))
                .processValues(
                        () -> new GateStep(steps.modelId(), steps.meters(), steps.predecessor()),
                        as(GATE),
                        DOCUMENTS_STORE.label(),
                        WAITING_STORE.label())
                .mapValues(Wish::of, as(WISH))
                .mapValues(cut::chunk, as(CHUNK))
                .processValues(() -> new DiffStep(diff), as(DIFF), CHUNKS_STORE.label())
                .process(
                        () -> new EmbedStep(steps, cut, diff),
                        as(EMBED),
                        DOCUMENTS_STORE.label(),
                        CHUNKS_STORE.label(),
                        WAITING_STORE.label(),
                        WAITING_SINCE_STORE.label())
                .process(
                        this::commit,
                        as(COMMIT),
                        DOCUMENTS_STORE.label(),
                        CHUNKS_STORE.label(),
                        DELETIONS_STORE.label(),
                        WAITING_STORE.label(),
                        WAITING_SINCE_STORE.label());
        sendChanges(emissions);
        sendDeadLetters(emissions);
        return builder.build();
    }

    private void addStores(StreamsBuilder builder) {
        // A document of very many chunks, and an event that holds a document, are larger than a broker takes by
        // default.
        builder.addStateStore(
                store(DOCUMENTS_STORE, StateSerdes.documents(), Map.of(MAX_MESSAGE_BYTES_CONFIG, 8 * MIB)));
        builder.addStateStore(store(CHUNKS_STORE, StateSerdes.chunks(), Map.of()));
        builder.addStateStore(store(DELETIONS_STORE, Serdes.String(), Map.of()));
        builder.addStateStore(store(
                WAITING_STORE,
                StateSerdes.waiting(wire.extracted()),
                Map.of(MAX_MESSAGE_BYTES_CONFIG, 18 * MIB, SEGMENT_BYTES_CONFIG, 64 * MIB)));
        // Whoever follows it reads it from its beginning, so little of what is over may stay.
        builder.addStateStore(store(WAITING_SINCE_STORE, Serdes.Long(), Map.of(SEGMENT_BYTES_CONFIG, MIB)));
    }

    private CommitStep commit() {
        return new CommitStep(
                steps.rememberDeletions(), steps.deadLetters(), wire.extracted().serializer(), steps.meters());
    }

    private void sendChanges(KStream<String, Emission> emissions) {
        emissions
                .filter((key, emission) -> emission instanceof Emission.Change, as(CHANGES_ONLY))
                .map((key, emission) -> change((Emission.Change) emission), as(CHANGE_KEY))
                .to(
                        topics.indexChanges().name(),
                        Produced.with(Serdes.String(), wire.changes())
                                .withStreamPartitioner((topic, key, value, partitions) ->
                                        Optional.of(Set.of(DocumentPartitioner.partition(key, partitions))))
                                .withName(CHANGES.label()));
    }

    private static KeyValue<String, @Nullable SpecificRecord> change(Emission.Change change) {
        return KeyValue.pair(change.key(), change.value());
    }

    private void sendDeadLetters(KStream<String, Emission> emissions) {
        emissions
                .filter((key, emission) -> emission instanceof Emission.Dead, as(DEAD_ONLY))
                .mapValues(emission -> letter((Emission.Dead) emission), as(DEAD_LETTER))
                .to(
                        topics.deadLetters().name(),
                        Produced.with(Serdes.String(), wire.deadLetters())
                                .withStreamPartitioner((topic, key, value, partitions) -> Optional.of(
                                        Set.of(DocumentPartitioner.partition(DocumentKey.parse(key), partitions))))
                                .withName(DEAD_LETTERS.label()));
    }

    private static DeadLetter letter(Emission.Dead dead) {
        return dead.letter();
    }

    private static <V> StoreBuilder<?> store(Nodes name, Serde<V> values, Map<String, Integer> changelog) {
        Map<String, String> settings = new HashMap<>();
        changelog.forEach((setting, value) -> settings.put(setting, String.valueOf(value)));
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name.label()), Serdes.String(), values)
                .withLoggingEnabled(settings);
    }

    private static Named as(Nodes node) {
        return Named.as(node.label());
    }
}
