package io.freshet.index.topology;

import io.freshet.index.state.ChunkRow;
import io.freshet.records.IndexKey;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Gives {@link Diff} what is kept of the chunks. */
final class DiffStep extends ContextualFixedKeyProcessor<String, Wish, Plan> {
    private final Diff diff;

    @SuppressWarnings("NullAway.Init") // by init, which Streams calls before the first record
    private KeyValueStore<String, @Nullable ChunkRow> chunks;

    DiffStep(Diff diff) {
        this.diff = diff;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, Plan> context) {
        super.init(context);
        chunks = context.getStateStore(Nodes.CHUNKS_STORE.label());
    }

    @Override
    public void process(FixedKeyRecord<String, Wish> wished) {
        Wish wish = wished.value();
        Diff.Rows rows = id -> chunks.get(IndexKey.chunk(wish.document(), id).toString());
        context().forward(wished.withValue(diff.plan(wish, rows)));
    }
}
