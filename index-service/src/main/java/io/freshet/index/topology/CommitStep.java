package io.freshet.index.topology;

import io.freshet.index.deadletter.DeadLetters;
import io.freshet.index.metrics.IndexMeters;
import io.freshet.index.state.ChunkRow;
import io.freshet.index.state.DocumentState;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.IndexKey;
import io.freshet.records.SequenceHeader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Remembers what a plan leaves behind and sends it out; forgets deleted documents when their time has come. */
final class CommitStep extends ContextualProcessor<String, Plan, String, Emission> {
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
        deletions = context.getStateStore(Nodes.DELETIONS_STORE.label());
        context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, this::forgetDeleted);
    }

    @Override
    public void process(Record<String, Plan> planned) {
        Plan plan = planned.value();
        remember(planned.key(), plan);
        Changes.of(plan).forEach(change -> send(change, plan.next().sequence(), planned.timestamp()));
        Plan.Refusal refusal = plan.refusal();
        if (refusal != null) {
            Emission dead = new Emission.Dead(
                    deadLetters.letter(source(planned), refusal.code(), refusal.message(), refusal.cause()));
            meters.deadLetter("index", refusal.code());
            context().forward(new Record<>(planned.key(), dead, planned.timestamp()));
        }
        meters.fresh(
                "embedded",
                plan.incoming().document().tenant(),
                plan.next().metadata().getSource(),
                plan.next().origin().getPublishedAt());
    }

    private void remember(String key, Plan plan) {
        DocumentKey document = plan.incoming().document();
        for (PlannedChunk chunk : plan.puts()) {
            if (chunk.isNew()) {
                ChunkRow row = new ChunkRow(
                        chunk.draft().text(), chunk.draft().headingPath(), Objects.requireNonNull(chunk.vector()));
                chunks.put(IndexKey.chunk(document, chunk.entry().id()).toString(), row);
            }
        }
        for (UUID retired : plan.retired()) {
            chunks.delete(IndexKey.chunk(document, retired).toString());
        }
        documents.put(key, plan.next());
        if (plan.next().deletedAt() != null) {
            deletions.put(dated(plan.next().deletedAt().toEpochMilli()) + key, key);
        }
    }

    private void forgetDeleted(long now) {
        String until = dated(now - rememberDeletions.toMillis());
        try (KeyValueIterator<String, @Nullable String> due = deletions.range(dated(0), until)) {
            while (due.hasNext()) {
                var deletion = due.next();
                String key = Objects.requireNonNull(deletion.value);
                DocumentState state = documents.get(key);
                // Deleted again later, or back: then this entry is not the one that counts.
                if (state != null
                        && state.deletedAt() != null
                        && deletion.key.startsWith(dated(state.deletedAt().toEpochMilli()))) {
                    documents.delete(key);
                    IndexKey head = IndexKey.head(DocumentKey.parse(key));
                    send(new Emission.Change(head.toString(), null), state.sequence() + 1, now);
                }
                deletions.delete(deletion.key);
            }
        }
    }

    private void send(Emission emission, long sequence, long timestamp) {
        String key = emission instanceof Emission.Change change ? change.key() : "";
        RecordHeaders headers = new RecordHeaders();
        SequenceHeader.write(headers, sequence);
        context().forward(new Record<>(key, emission, timestamp, headers));
    }

    private DeadLetters.Source source(Record<String, Plan> planned) {
        RecordMetadata origin = context().recordMetadata().orElseThrow();
        return new DeadLetters.Source(
                origin.topic(),
                origin.partition(),
                origin.offset(),
                planned.timestamp(),
                planned.key().getBytes(StandardCharsets.UTF_8),
                events.serialize(origin.topic(), planned.value().incoming().event()));
    }

    /** Sorts by time as text. */
    private static String dated(long millis) {
        return String.format(java.util.Locale.ROOT, "%019d/", Math.max(0, millis));
    }
}
