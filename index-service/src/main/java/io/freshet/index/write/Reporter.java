package io.freshet.index.write;

import io.freshet.index.deadletter.DeadLetters;
import io.freshet.records.HeadPut;
import io.freshet.store.Write;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what the store takes, and gives up what it refuses or nobody can read. */
final class Reporter implements BatchRun.Listener {
    private static final Logger log = LoggerFactory.getLogger(Reporter.class);

    private final ChangeWriter.Reports reports;

    Reporter(ChangeWriter.Reports reports) {
        this.reports = reports;
    }

    @Override
    public void accepted(Change change, Write write) {
        reports.meters().storeWrites("accepted", 1);
        if (change.value() instanceof HeadPut head) {
            String source = head.getMetadata().getSource();
            reports.meters()
                    .fresh(
                            "searchable",
                            head.getTenant(),
                            source,
                            head.getOrigin().getPublishedAt());
        }
    }

    @Override
    public void refused(Change change, String reason) {
        reports.meters().storeWrites("refused", 1);
        giveUp(change.record(), "STORE_REFUSED", reason, null);
    }

    void unreadable(ConsumerRecord<byte[], byte[]> record, Exception cause) {
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
