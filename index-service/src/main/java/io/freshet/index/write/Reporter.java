package io.freshet.index.write;

import io.freshet.index.deadletter.DeadLetters;
import io.freshet.records.DocumentKey;
import io.freshet.records.HeadPut;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what the store takes, and gives up what it refuses or nobody can read. */
final class Reporter implements BatchRun.Listener {
    private static final Logger log = LoggerFactory.getLogger(Reporter.class);

    private final ChangeWriter.Reports reports;
    private final Searchable searchable;

    Reporter(ChangeWriter.Reports reports) {
        this.reports = reports;
        this.searchable = new Searchable(reports.meters());
    }

    /** A change that is news. */
    void read(Change change) {
        if (change.value() instanceof HeadPut head) {
            searchable.read(change.key().document(), head);
        }
    }

    void putBack() {
        searchable.putBack();
    }

    @Override
    public void stands(DocumentKey document, long sequence) {
        searchable.known(document, sequence);
    }

    @Override
    public void outdated(Change change) {
        reports.meters().changes("outdated", 1);
    }

    @Override
    public void accepted(Pending pending) {
        reports.meters().storeWrites("accepted", 1);
        reports.meters().changes("written", 1);
        Change change = pending.change();
        if (change.value() instanceof HeadPut head) {
            searchable.shows(change.key().document(), head.getSequence());
        } else if (change.key().isHead()) {
            searchable.forgotten(change.key().document());
        }
    }

    @Override
    public void notDone(Pending pending, boolean unknown) {
        reports.meters().storeWrites(unknown ? "unavailable" : "overloaded", 1);
    }

    @Override
    public void refused(Pending pending, String reason) {
        reports.meters().storeWrites("invalid", 1);
        reports.meters().changes("refused", 1);
        giveUp(pending.change().record(), "STORE_REFUSED", reason, null);
    }

    void unreadable(ConsumerRecord<byte[], byte[]> record, Exception cause) {
        reports.meters().changes("unreadable", 1);
        giveUp(record, "UNREADABLE", "the change of the index cannot be read", cause);
    }

    private void giveUp(ConsumerRecord<byte[], byte[]> record, String code, String message, @Nullable Throwable cause) {
        log.atWarn()
                .setCause(cause)
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("stage", "WRITE")
                .addKeyValue("code", code)
                .log("record given up");
        DeadLetters.Source source = new DeadLetters.Source(
                record.topic(), record.partition(), record.offset(), record.timestamp(), record.key(), record.value());
        reports.deadLetters().send(reports.letters().letter(source, code, message, cause));
        reports.meters().deadLetter("write", code);
    }
}
