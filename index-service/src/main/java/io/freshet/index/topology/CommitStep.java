package io.freshet.index.topology;

import io.freshet.index.deadletter.DeadLetters;
import io.freshet.index.metrics.IndexMeters;
import io.freshet.index.state.Arrival;
import io.freshet.index.state.ChunkRow;
import io.freshet.index.state.DocumentState;
import io.freshet.index.state.Waiting;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.IndexKey;
import io.freshet.records.SequenceHeader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Remembers what a plan leaves behind and sends it out; forgets deleted documents when their time has come. */
final class CommitStep extends ContextualProcessor<String, Decision, String, Emission> {
    private static final Duration SWEEP = Duration.ofHours(1);

    private final Duration rememberDeletions;
    private final DeadLetters deadLetters;
    private final Serializer<ExtractedDocument> events;
    private final IndexMeters meters;

    @SuppressWarnings("NullAway.Init") // by init, which Streams calls before the first record
    private KeyValueStore<String, @Nullable DocumentState> documents;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, @Nullable ChunkRow> chunks;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, @Nullable String> deletions;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, @Nullable Waiting> waiting;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, @Nullable Long> waitingSince;

    CommitStep(
            Duration rememberDeletions,
            DeadLetters deadLetters,
            Serializer<ExtractedDocument> events,
            IndexMeters meters) {
        this.rememberDeletions = rememberDeletions;
        this.deadLetters = deadLetters;
        this.events = events;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Emission> context) {
        super.init(context);
        documents = context.getStateStore(Nodes.DOCUMENTS_STORE.label());
        chunks = context.getStateStore(Nodes.CHUNKS_STORE.label());
        waiting = context.getStateStore(Nodes.WAITING_STORE.label());
        waitingSince = context.getStateStore(Nodes.WAITING_SINCE_STORE.label());
        deletions = context.getStateStore(Nodes.DELETIONS_STORE.label());
        context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, this::forgetDeleted);
    }

    @Override
    public void process(Record<String, Decision> decided) {
        if (decided.value() instanceof Decision.Change change) {
            commit(decided.key(), change.plan(), decided.timestamp());
        } else if (decided.value() instanceof Decision.GivenUp givenUp) {
            bury(decided.key(), givenUp, decided.timestamp());
        }
    }

    private void commit(String key, Plan plan, long timestamp) {
        // Before anything is remembered: what cannot be sent must not be believed to be.
        List<Emission> changes = Changes.of(plan);
        remember(key, plan);
        changes.forEach(change -> send(change, plan.next().sequence(), timestamp));
        boolean changesWhatIsShown =
                plan.next().sequence() > plan.wish().inService().sequence();
        if (changesWhatIsShown) {
            meters.fresh(
                    "embedded",
                    plan.wish().document().tenant(),
                    plan.next().standing().metadata().getSource(),
                    plan.wish().since());
        }
    }

    private void bury(String key, Decision.GivenUp givenUp, long timestamp) {
        Arrival arrival = givenUp.arrival();
        DeadLetters.Source source = new DeadLetters.Source(
                arrival.topic(),
                arrival.partition(),
                arrival.offset(),
                arrival.at().toEpochMilli(),
                key.getBytes(StandardCharsets.UTF_8),
                events.serialize(arrival.topic(), arrival.event()));
        Emission dead =
                new Emission.Dead(deadLetters.letter(source, givenUp.code(), givenUp.message(), givenUp.cause()));
        meters.deadLetter("index", givenUp.code());
        context().forward(new Record<>(key, dead, timestamp));
    }

    private void remember(String key, Plan plan) {
        DocumentKey document = plan.wish().document();
        for (PlannedChunk chunk : plan.puts()) {
            if (!chunk.isStored()) {
                ChunkRow row = new ChunkRow(
                        chunk.draft().text(),
                        chunk.draft().headingPath(),
                        Objects.requireNonNull(chunk.vector()),
                        plan.next().modelId());
                chunks.put(IndexKey.chunk(document, chunk.entry().id()).toString(), row);
            }
        }
        plan.retired().forEach(id -> chunks.delete(IndexKey.chunk(document, id).toString()));
        plan.abandoned()
                .forEach(id -> chunks.delete(IndexKey.chunk(document, id).toString()));
        documents.put(key, plan.next());
        if (plan.wish().waiting() != null) {
            waiting.delete(key);
            waitingSince.delete(key);
        }
        Instant deletedAt = plan.next().standing().deletedAt();
        if (deletedAt != null) {
            deletions.put(dated(deletedAt.toEpochMilli()) + key, key);
        }
    }

    private void forgetDeleted(long now) {
        String until = dated(now - rememberDeletions.toMillis());
        try (KeyValueIterator<String, @Nullable String> due = deletions.range(dated(0), until)) {
            while (due.hasNext()) {
                var deletion = due.next();
                String key = Objects.requireNonNull(deletion.value);
                if (waiting.get(key) != null) {
                    // It is about to come back, on top of what is known of it.
                    continue;
                }
                forget(key, deletion.key, now);
                deletions.delete(deletion.key);
            }
        }
    }

    private void forget(String key, String deletion, long now) {
        DocumentState state = documents.get(key);
        Instant deletedAt = state == null ? null : state.standing().deletedAt();
        // Deleted again later, or back: then this deletion is not the one that counts.
        if (state != null && deletedAt != null && deletion.startsWith(dated(deletedAt.toEpochMilli()))) {
            documents.delete(key);
            IndexKey head = IndexKey.head(DocumentKey.parse(key));
            send(new Emission.Change(head.toString(), null), state.sequence() + 1, now);
        }
    }

    private void send(Emission emission, long sequence, long timestamp) {
        String key = emission instanceof Emission.Change change ? change.key() : "";
        RecordHeaders headers = new RecordHeaders();
        SequenceHeader.write(headers, sequence);
        context().forward(new Record<>(key, emission, timestamp, headers));
    }

    /** Sorts by time as text. */
    private static String dated(long millis) {
        return String.format(java.util.Locale.ROOT, "%019d/", Math.max(0, millis));
    }
}
