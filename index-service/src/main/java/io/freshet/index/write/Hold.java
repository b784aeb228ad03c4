package io.freshet.index.write;

import io.freshet.index.metrics.IndexMeters;
import io.freshet.service.patience.Patience;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats what does not succeed, and waits in between without leaving the group. */
final class Hold {
    private static final Logger log = LoggerFactory.getLogger(Hold.class);

    private final Consumer<byte[], byte[]> consumer;
    private final InHand hand;
    private final Patience backOff;
    private final BooleanSupplier closing;
    private final IndexMeters meters;
    private volatile @Nullable String problem;

    Hold(
            Consumer<byte[], byte[]> consumer,
            InHand hand,
            Patience backOff,
            BooleanSupplier closing,
            IndexMeters meters) {
        this.consumer = consumer;
        this.hand = hand;
        this.backOff = backOff;
        this.closing = closing;
        this.meters = meters;
    }

    /** What is in the way, or null; may be asked from other threads. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Repeats until nothing is in the way; returns false when the batch is ours no more, or the service ends. */
    boolean untilDone(Supplier<Optional<String>> attempt) {
        for (int failures = 0; ; failures++) {
            Optional<String> obstacle = attempt.get();
            if (obstacle.isEmpty()) {
                problem = null;
                return true;
            }
            meters.storeWrites("held", 1);
            log.atWarn()
                    .addKeyValue("stage", "WRITE")
                    .addKeyValue("reason", obstacle.get())
                    .addKeyValue("attempt", failures + 1)
                    .log("store holds the writer up");
            if (!pause(obstacle.get(), failures)) {
                return false;
            }
        }
    }

    /** Polls while all partitions are paused; returns false when the batch is ours no more, or the service ends. */
    boolean pause(String reason, int failures) {
        problem = reason;
        consumer.pause(consumer.assignment());
        consumer.poll(backOff.pause(failures));
        consumer.resume(consumer.assignment());
        return !hand.lost() && !closing.getAsBoolean();
    }
}
