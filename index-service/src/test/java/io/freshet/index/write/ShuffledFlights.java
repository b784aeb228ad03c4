package io.freshet.index.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Calls in flight without threads: which one is over next, the seed decides. */
final class ShuffledFlights implements Flights {
    private final Random random;
    private final List<Runnable> inFlight = new ArrayList<>();
    private int over;
    int mostAtOnce;

    ShuffledFlights(Random random) {
        this.random = random;
    }

    @Override
    public void start(Runnable call) {
        inFlight.add(call);
        mostAtOnce = Math.max(mostAtOnce, inFlight.size());
    }

    @Override
    public void awaitOne() {
        if (over == 0) {
            runOne();
        }
        over--;
    }

    private void runOne() {
        inFlight.remove(random.nextInt(inFlight.size())).run();
        over++;
    }

    /** All calls that were begun arrive, though nobody waits for them. */
    void arrive() {
        while (!inFlight.isEmpty()) {
            runOne();
        }
    }

    @Override
    public void close() {}
}
