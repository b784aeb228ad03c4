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

import io.freshet.index.state.StateSerdes;
import io.freshet.records.DeadLetter;
import io.freshet.records.DocumentKey;
import io.freshet.records.DocumentPartitioner;
import io.freshet.records.Text;
import io.freshet.records.Topics;
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
 * extracted → gate → chunk → diff → embed → commit → index-changes
 *              │              │               │  └──→ dead-letters
 *          documents        chunks    documents, chunks, deletions
 * </pre>
 *
 * <p>Exactly once: what the stores remember and what is sent are one transaction. Renaming a store gives up its state,
 * so every document would be embedded anew; renaming any other node costs nothing.
 */
public final class IndexTopology {
    private final Topics topics;
    private final Wire wire;
    private final Steps steps;
    private final String modelId;
    private final Diff diff;
    private final EmbedStep embedding;

    /** A topology between these topics. */
    public IndexTopology(Topics topics, Wire wire, Steps steps) {
        this.topics = topics;
        this.wire = wire;
        this.steps = steps;
        this.modelId = steps.embedder().model().id();
        this.diff = new Diff(modelId, steps.context());
        this.embedding = new EmbedStep(
                new PatientEmbedder(steps.embedder(), steps.patience(), steps.pauser()),
                steps.tokens(),
                steps.mostNewChunks(),
                steps.meters());
    }

    /** Builds it; the configuration decides whether unnamed nodes are refused. */
    public Topology build(StreamsConfig config) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
        builder.addStateStore(store(DOCUMENTS_STORE, StateSerdes.documents()));
        builder.addStateStore(store(CHUNKS_STORE, StateSerdes.chunks()));
        builder.addStateStore(store(DELETIONS_STORE, Serdes.String()));
        KStream<String, Emission> emissions = builder.stream(
                        topics.extracted().name(),
                        Consumed.with(Serdes.String(), wire.extracted()).withName(EXTRACTED.label()))
                .processValues(() -> new GateStep(modelId, steps.meters()), as(GATE), DOCUMENTS_STORE.label())
                .mapValues(this::chunk, as(CHUNK))
                .processValues(() -> new DiffStep(diff), as(DIFF), CHUNKS_STORE.label())
                .mapValues(embedding::embed, as(EMBED))
                .process(
                        this::commit,
                        as(COMMIT),
                        DOCUMENTS_STORE.label(),
                        CHUNKS_STORE.label(),
                        DELETIONS_STORE.label());
        sendChanges(emissions);
        sendDeadLetters(emissions);
        return builder.build();
    }

    private Incoming chunk(Incoming incoming) {
        boolean isText = incoming.event().getOutcome() instanceof Text && !incoming.superseded();
        return isText ? incoming.withDrafts(drafts((Text) incoming.event().getOutcome())) : incoming;
    }

    private java.util.List<io.freshet.index.chunk.ChunkDraft> drafts(Text text) {
        return steps.chunker().chunk(text.getMetadata().getTitle(), text.getBlocks());
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

    private static <V> StoreBuilder<?> store(Nodes name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name.label()), Serdes.String(), values);
    }

    private static Named as(Nodes node) {
        return Named.as(node.label());
    }
}
