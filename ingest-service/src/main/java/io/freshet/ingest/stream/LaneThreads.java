package io.freshet.ingest.stream;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A fixed number of threads for each lane. */
public final class LaneThreads implements Lanes {

    private final Map<Lane, ExecutorService> executors = new EnumMap<>(Lane.class);

    /** Makes no thread before there is something to do. There is one for replays: each reads a partition of the outcomes. */
    public LaneThreads(int quick, int file, int remote) {
        add(Lane.QUICK, quick);
        add(Lane.FILE, file);
        add(Lane.REMOTE, remote);
        add(Lane.REPLAY, 1);
    }

    private void add(Lane lane, int threads) {
        String name = "ingest-" + lane.name().toLowerCase(Locale.ROOT);
        executors.put(lane, Executors.newFixedThreadPool(threads, task -> new Thread(task, name)));
    }

    @Override
    public void execute(Lane lane, Runnable task) {
        Objects.requireNonNull(executors.get(lane)).execute(task);
    }

    @Override
    public void stop() {
        executors.values().forEach(ExecutorService::shutdownNow);
    }
}
