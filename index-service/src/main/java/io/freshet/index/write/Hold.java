package io.freshet.index.write;

import io.freshet.index.metrics.IndexMeters;
import io.freshet.service.patience.Patience;
import java.time.Duration;
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
    private final Duration landing;
    private final Lease lease;
    private final BooleanSupplier closing;
    private final IndexMeters meters;
    private volatile @Nullable String problem;

    Hold(
            Consumer<byte[], byte[]> consumer,
            InHand hand,
            WriterSettings settings,
            Lease lease,
            BooleanSupplier closing,
            IndexMeters meters) {
        this.consumer = consumer;
        this.hand = hand;
        this.backOff = settings.backOff();
        this.landing = settings.landing();
        this.lease = lease;
        this.closing = closing;
        this.meters = meters;
    }

    /** What is in the way, or null; may be asked from other threads. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Repeats until nothing is in the way; returns false when the batch is ours no more, or the service ends. */
    boolean untilDone(Supplier<Optional<Obstacle>> attempt) {
        for (int failures = 0; ; failures++) {
            Optional<Obstacle> obstacle = attempt.get();
            if (obstacle.isEmpty()) {
                problem = null;
                return true;
            }
            meters.held();
            log.atWarn()
                    .addKeyValue("stage", "WRITE")
                    .addKeyValue("reason", obstacle.get().reason())
                    .addKeyValue("attempt", failures + 1)
                    .log("store holds the writer up");
            if (!pause(obstacle.get(), failures)) {
                return false;
            }
        }
    }

    /** Waits until what others wrote, and did not see the end of, has landed; returns false as above. */
    boolean untilLanded() {
        if (landing.isZero()) {
            return true;
        }
        boolean waited = pause(new Obstacle("the writes of the last owner may still land", true), 0);
        problem = null;
        return waited;
    }

    /** Polls while all partitions are paused; returns false when the batch is ours no more, or the service ends. */
    boolean pause(Obstacle obstacle, int failures) {
        problem = obstacle.reason();
        Duration pause = backOff.pause(failures);
        // What is written before an unknown write has landed may be overwritten by it.
        poll(obstacle.unknown() && pause.compareTo(landing) < 0 ? landing : pause);
        return !hand.lost() && !closing.getAsBoolean();
    }

    private void poll(Duration pause) {
        lease.renew();
        consumer.pause(consumer.assignment());
        consumer.poll(pause);
        consumer.resume(consumer.assignment());
    }

    /** Takes part in the group for a moment; returns whether the batch is still ours. */
    boolean asksTheGroup(BooleanSupplier confirmed) {
        poll(Duration.ZERO);
        if (!hand.lost() && !confirmed.getAsBoolean()) {
            hand.lose();
        }
        return !hand.lost();
    }
}
