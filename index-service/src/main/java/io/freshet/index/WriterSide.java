package io.freshet.index;

import io.freshet.index.deadletter.DeadLetters;
import io.freshet.index.write.ChangeWriter;
import io.freshet.index.write.WriterSettings;
import io.freshet.records.Stage;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import io.freshet.service.patience.Patience;
import io.freshet.store.ChunkWriter;
import java.time.Duration;

/** The writer, wired: from changes of the index to the store. */
final class WriterSide implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final Closing opened = new Closing();
    private final ChangeWriter writer;

    private WriterSide(ChangeWriter writer) {
        this.writer = writer;
    }

    static WriterSide start(Surroundings around, ChunkWriter store, RecordSerdes serdes) {
        IndexConfig config = around.config();
        var letters = around.clients().deadLetterProducer();
        KafkaDeadLetterSink sink = new KafkaDeadLetterSink(
                letters,
                around.topics().deadLetters(),
                serdes.serializer(around.topics().deadLetters()));
        Patience backOff = Patience.endless(FIRST_PAUSE, config.writer().longestPause());
        ChangeWriter writer = new ChangeWriter(
                around.clients().writerConsumer(),
                around.topics().indexChanges().name(),
                serdes.deserializer(around.topics().indexChanges()),
                store,
                new WriterSettings(POLL, config.writer().syncInterval(), backOff),
                new ChangeWriter.Reports(new DeadLetters(Stage.WRITE, around.clock()), sink, around.meters()),
                around.clock(),
                System::nanoTime);
        WriterSide side = new WriterSide(writer);
        side.opened.add(letters);
        new Thread(writer, "index-writer").start();
        side.opened.add(writer);
        return side;
    }

    /** Throws, with the reason, when it is kept from its work. */
    void check() {
        String problem = writer.problem();
        if (problem != null) {
            throw new IllegalStateException(problem);
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
