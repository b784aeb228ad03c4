package io.freshet.index;

import io.freshet.index.audit.LiveWriter;
import io.freshet.index.deadletter.DeadLetters;
import io.freshet.index.write.ChangeWriter;
import io.freshet.index.write.WriterSettings;
import io.freshet.records.Stage;
import io.freshet.records.Topic;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import io.freshet.service.patience.Patience;
import io.freshet.store.ChunkWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;

/** The writer, wired: from changes of the index to the store. */
final class WriterSide implements LiveWriter, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    // Well below the shortest session that brokers allow, 6 s.
    private static final Duration LEASE = Duration.ofSeconds(3);

    private final Closing opened = new Closing();
    private final ChangeWriter writer;
    private final Thread thread;

    private WriterSide(ChangeWriter writer, Thread thread) {
        this.writer = writer;
        this.thread = thread;
    }

    /** Starts the writer of one index: a group of its own that follows one topic of changes. */
    static WriterSide start(
            Surroundings around, String group, Topic<SpecificRecord> changes, ChunkWriter store, RecordSerdes serdes) {
        IndexConfig config = around.config();
        var letters = around.clients().deadLetterProducer();
        KafkaDeadLetterSink sink = new KafkaDeadLetterSink(
                letters,
                around.topics().deadLetters(),
                serdes.serializer(around.topics().deadLetters()));
        Patience backOff = Patience.endless(FIRST_PAUSE, config.writer().longestPause());
        ChangeWriter writer = new ChangeWriter(
                around.clients().writerConsumer(group),
                changes.name(),
                serdes.deserializer(changes),
                store,
                new WriterSettings(
                        POLL,
                        config.writer().syncInterval(),
                        backOff,
                        config.writer().calls(),
                        landing(config),
                        LEASE),
                new ChangeWriter.Reports(new DeadLetters(Stage.WRITE, around.clock()), sink, around.meters()),
                around.clock(),
                System::nanoTime);
        WriterSide side = new WriterSide(writer, new Thread(writer, group));
        side.opened.add(letters);
        side.thread.start();
        side.opened.add(writer);
        return side;
    }

    private static Duration landing(IndexConfig config) {
        Duration configured = config.writer().landing();
        return configured == null ? config.store().landing() : configured;
    }

    /** Throws, with the reason, when it is kept from its work. */
    void check() {
        String problem = writer.problem();
        if (problem != null) {
            throw new IllegalStateException(problem);
        }
    }

    /** Whether it ended, by itself or because it was closed; it does not begin again. */
    boolean hasEnded() {
        return !thread.isAlive();
    }

    @Override
    public Future<?> between(Runnable work) {
        return writer.between(work);
    }

    @Override
    public Map<Integer, Long> positions() {
        return writer.positions();
    }

    @Override
    public void close() {
        opened.close();
    }
}
