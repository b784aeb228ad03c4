package io.freshet.index.topology;

import io.freshet.index.metrics.IndexMeters;
import io.freshet.index.state.DocumentState;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Looks up what is known of the document and stops what is accounted for already. */
final class GateStep extends ContextualFixedKeyProcessor<String, ExtractedDocument, Incoming> {
    private final String modelId;
    private final IndexMeters meters;

    @SuppressWarnings("NullAway.Init") // by init, which Streams calls before the first record
    private KeyValueStore<String, @Nullable DocumentState> documents;

    GateStep(String modelId, IndexMeters meters) {
        this.modelId = modelId;
        this.meters = meters;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, Incoming> context) {
        super.init(context);
        documents = context.getStateStore(Nodes.DOCUMENTS_STORE.label());
    }

    @Override
    public void process(FixedKeyRecord<String, ExtractedDocument> event) {
        if (event.value() == null) {
            // Compaction's own tombstones say nothing about a document.
            return;
        }
        DocumentKey document = DocumentKey.parse(event.key());
        DocumentState state = documents.get(event.key());
        Gate.Verdict verdict = Gate.judge(state, event.value());
        meters.document("embedded", Outcomes.name(verdict, event.value()));
        if (verdict == Gate.Verdict.REDELIVERED) {
            return;
        }
        DocumentState known =
                state == null ? DocumentState.unknown(event.value().getOrigin(), modelId) : state;
        boolean superseded = verdict == Gate.Verdict.SUPERSEDED;
        context().forward(event.withValue(new Incoming(document, event.value(), known, superseded, List.of())));
    }
}
