package io.freshet.local.client;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Makes a call again while the answer is "not yet", for a bounded time. */
public final class Patience {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final LongSupplier nanos;
    private final Pause pause;

    /** What is tried. */
    @FunctionalInterface
    public interface Call<T> {
        T make() throws IOException, InterruptedException, Refused;
    }

    /** Lets some time pass. */
    @FunctionalInterface
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    public Patience() {
        this(System::nanoTime, time -> Thread.sleep(time.toMillis()));
    }

    Patience(LongSupplier nanos, Pause pause) {
        this.nanos = nanos;
        this.pause = pause;
    }

    /** The answer, as soon as it is another than "not yet". */
    public <T> T call(Call<T> call) throws IOException, InterruptedException, Refused {
        long end = nanos.getAsLong() + LIMIT.toNanos();
        while (true) {
            try {
                return call.make();
            } catch (Refused refused) {
                if (!refused.isPassing() || nanos.getAsLong() > end) {
                    throw refused;
                }
                pause.of(PAUSE);
            }
        }
    }
}
