package io.freshet.bench.restore;

import io.freshet.bench.Spread;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Ends a stream that has all partitions and starts it again, while an edit of each partition waits for it. */
final class Restarts {
    private static final String NAME = "a";

    private final RestoreRig rig;
    private final boolean busy;
    private StreamProcess process;

    /** How a stream ends, and what it finds when it starts again. */
    enum Way {
        ENDED,
        KILLED,
        KILLED_AND_STATE_LOST;

        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * A start, in seconds since the process was.
     *
     * @param running until all tasks ran
     * @param first until a first edit came through
     * @param all until the edits of all partitions had
     * @param records that were read from changelogs meanwhile
     * @param bytes of those
     */
    record Restart(double running, double first, double all, long records, long bytes) {}

    /** @param busy whether edits come until the end */
    Restarts(RestoreRig rig, boolean busy) throws Exception {
        this.rig = rig;
        this.busy = busy;
        this.process = rig.startHurried(NAME);
    }

    /**
     * A first load.
     *
     * @param chunks that there are then
     * @param stateBytes on disk
     * @param writtenBytes to get there
     */
    record Filled(long chunks, double seconds, long stateBytes, long writtenBytes) {}

    Filled fill(long chunks) throws Exception {
        long begin = System.nanoTime();
        long filled = rig.fill(chunks);
        double seconds = (System.nanoTime() - begin) / 1e9;
        long written = process.writtenBytes();
        process.end();
        long state = process.stateBytes();
        process = rig.start(NAME, 0);
        return new Filled(filled, seconds, state, written);
    }

    StreamProcess process() {
        return process;
    }

    Restart restart(Way way) throws Exception {
        rig.edit();
        rig.awaitAllThrough();
        if (busy) {
            rig.keepEditing();
        }
        end(way);
        rig.edit();
        process = rig.start(NAME, 0);
        return started();
    }

    private void end(Way way) throws Exception {
        if (way == Way.ENDED) {
            process.end();
        } else {
            process.kill();
        }
        if (way == Way.KILLED_AND_STATE_LOST) {
            rig.forgetState(NAME);
        }
    }

    private Restart started() throws Exception {
        double running = 0;
        double first = 0;
        int through;
        long deadline = System.nanoTime() + RestoreRig.PATIENCE.toNanos();
        do {
            rig.watch().poll();
            through = rig.partitionsThrough();
            if (running == 0 && process.ask().runs()) {
                running = since();
            }
            if (first == 0 && through > 0) {
                first = since();
            }
        } while ((running == 0 || through < RestoreRig.PARTITIONS) && System.nanoTime() < deadline);
        double all = since();
        StreamTold told = process.ask();
        return new Restart(running, first, all, told.records(), told.bytes());
    }

    private double since() {
        return (System.nanoTime() - process.started()) / 1e9;
    }

    static Spread spread(List<Restart> restarts, ToDoubleFunction<Restart> figure) {
        return Spread.of(restarts.stream().map(figure::applyAsDouble).toList());
    }
}
