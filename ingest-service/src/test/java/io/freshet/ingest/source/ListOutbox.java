package io.freshet.ingest.source;

import io.freshet.ingest.publish.Fence;
import io.freshet.ingest.publish.Outbox;
import io.freshet.ingest.publish.OversizedException;
import io.freshet.ingest.publish.RefusedException;
import io.freshet.records.DeadLetter;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.TraceContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Keeps what is sent in lists. */
final class ListOutbox implements Outbox {

    final List<ExtractedDocument> documents = new CopyOnWriteArrayList<>();
    final List<Long> timestamps = new CopyOnWriteArrayList<>();
    final List<TraceContext> traces = new CopyOnWriteArrayList<>();
    final List<DeadLetter> letters = new CopyOnWriteArrayList<>();

    /** What Kafka finds too large. */
    Predicate<Object> tooLarge = record -> false;

    /** What Kafka does not take for other reasons. */
    Predicate<Object> refused = record -> false;

    private void check(Object record) throws RefusedException {
        if (refused.test(record)) {
            throw new RefusedException(new InvalidTimestampException("a time"));
        }
        if (tooLarge.test(record)) {
            throw new OversizedException(new RecordTooLargeException("too large"));
        }
    }

    @Override
    public void send(ExtractedDocument document, long timestamp, TraceContext trace, Fence fence)
            throws InterruptedException, RefusedException {
        check(document);
        fence.pass(() -> documents.add(document) && timestamps.add(timestamp) && traces.add(trace));
    }

    @Override
    public void send(DeadLetter letter, TraceContext trace, Fence fence) throws InterruptedException, RefusedException {
        check(letter);
        fence.pass(() -> letters.add(letter) && traces.add(trace));
    }
}
