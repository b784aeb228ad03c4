package io.freshet.ingest.source;

import io.freshet.ingest.publish.Fence;
import io.freshet.ingest.publish.Outbox;
import io.freshet.records.DeadLetter;
import io.freshet.records.ExtractedDocument;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is sent in lists. */
final class ListOutbox implements Outbox {

    final List<ExtractedDocument> documents = new CopyOnWriteArrayList<>();
    final List<Long> timestamps = new CopyOnWriteArrayList<>();
    final List<DeadLetter> letters = new CopyOnWriteArrayList<>();

    @Override
    public void send(ExtractedDocument document, long timestamp, Fence fence) throws InterruptedException {
        fence.pass(() -> documents.add(document) && timestamps.add(timestamp));
    }

    @Override
    public void send(DeadLetter letter, Fence fence) throws InterruptedException {
        fence.pass(() -> letters.add(letter));
    }
}
