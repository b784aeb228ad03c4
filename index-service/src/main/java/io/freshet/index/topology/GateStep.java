package io.freshet.index.topology;

import io.freshet.index.metrics.IndexMeters;
import io.freshet.index.state.Arrival;
import io.freshet.index.state.DocumentState;
import io.freshet.index.state.Standing;
import io.freshet.index.state.Waiting;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Looks up what is known of the document and stops what is accounted for already. */
final class GateStep extends ContextualFixedKeyProcessor<String, ExtractedDocument, Incoming> {
    private final String modelId;
    private final IndexMeters meters;
    private final Predecessor predecessor;

    @SuppressWarnings("NullAway.Init") // by init, which Streams calls before the first record
    private KeyValueStore<String, @Nullable DocumentState> documents;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, @Nullable Waiting> waiting;

    GateStep(String modelId, IndexMeters meters, Predecessor predecessor) {
        this.modelId = modelId;
        this.meters = meters;
        this.predecessor = predecessor;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, Incoming> context) {
        super.init(context);
        documents = context.getStateStore(Nodes.DOCUMENTS_STORE.label());
        waiting = context.getStateStore(Nodes.WAITING_STORE.label());
    }

    @Override
    public void process(FixedKeyRecord<String, ExtractedDocument> event) {
        if (event.value() == null) {
            // Compaction's own tombstones say nothing about a document.
            return;
        }
        DocumentKey document = DocumentKey.parse(event.key());
        if (documents.get(event.key()) == null && waiting.get(event.key()) == null) {
            for (ExtractedDocument earlier : predecessor.before(document, event.value())) {
                judge(document, event.withValue(earlier));
            }
        }
        judge(document, event);
    }

    private void judge(DocumentKey document, FixedKeyRecord<String, ExtractedDocument> event) {
        DocumentState served = documents.get(event.key());
        Waiting waits = waiting.get(event.key());
        Gate.Verdict verdict = Gate.judge(newest(served, waits), event.value());
        meters.document("embedded", Outcomes.name(verdict, event.value()));
        if (verdict == Gate.Verdict.REDELIVERED) {
            return;
        }
        DocumentState inService =
                served == null ? DocumentState.unknown(event.value().getOrigin(), modelId) : served;
        context().forward(event.withValue(new Incoming(document, arrival(event), inService, waits, verdict)));
    }

    /** What waits was accepted already, so it is what news is compared with. */
    private static @Nullable Standing newest(@Nullable DocumentState served, @Nullable Waiting waits) {
        if (waits != null) {
            return waits.wanted().standing();
        }
        return served == null ? null : served.standing();
    }

    private Arrival arrival(FixedKeyRecord<String, ExtractedDocument> event) {
        RecordMetadata place = context().recordMetadata().orElseThrow();
        return new Arrival(
                place.topic(),
                place.partition(),
                place.offset(),
                Instant.ofEpochMilli(event.timestamp()),
                event.value());
    }
}
