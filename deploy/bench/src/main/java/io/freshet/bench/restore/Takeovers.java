package io.freshet.bench.restore;

import io.freshet.bench.Spread;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Kills one of two streams while an edit of each of its partitions waits, which the other has to take over. */
final class Takeovers {
    private static final long ASK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int QUIET_SECONDS = 5;

    private final RestoreRig rig;
    private final boolean busy;

    /**
     * In seconds since the kill.
     *
     * @param partitions that the dead one had
     * @param missed until its group gave them to somebody else
     * @param first until the first edit of them came through
     * @param all until the edits of all had
     * @param records that the survivor read from changelogs meanwhile
     */
    record Takeover(int partitions, double missed, double first, double all, long records, long bytes) {

        double afterMissed() {
            return all - missed;
        }
    }

    Takeovers(RestoreRig rig, boolean busy) {
        this.rig = rig;
        this.busy = busy;
    }

    /** Starts two streams over nothing, waits until both have all they want, and kills one that has work. */
    Takeover takeOver(int standbys) throws Exception {
        rig.forgetState("a");
        rig.forgetState("b");
        rig.group().setStandbys(standbys);
        StreamProcess survivor = rig.start("a", standbys);
        StreamProcess victim = rig.start("b", standbys);
        rig.edit();
        rig.awaitAllThrough();
        awaitRest(survivor, victim);
        if (rig.group().partitions(victim.ask().client()).isEmpty()) {
            StreamProcess idle = victim;
            victim = survivor;
            survivor = idle;
        }
        rig.edit();
        rig.awaitAllThrough();
        if (busy) {
            rig.keepEditing();
        }
        Takeover takeover = killed(victim, survivor);
        survivor.end();
        return takeover;
    }

    private Takeover killed(StreamProcess victim, StreamProcess survivor) throws Exception {
        String client = victim.ask().client();
        Set<Integer> orphans = rig.group().partitions(client);
        StreamTold before = survivor.ask();
        victim.kill();
        long begin = System.nanoTime();
        rig.edit();
        long asked = begin;
        double missed = 0;
        double first = 0;
        while (!orphans.stream().allMatch(rig::isThrough)
                && System.nanoTime() - begin < RestoreRig.PATIENCE.toNanos()) {
            rig.watch().poll();
            if (missed == 0 && System.nanoTime() - asked > ASK_NANOS) {
                asked = System.nanoTime();
                missed = rig.group().partitions(client).isEmpty() ? since(begin) : 0;
            }
            if (first == 0 && orphans.stream().anyMatch(rig::isThrough)) {
                first = since(begin);
            }
        }
        double all = since(begin);
        StreamTold after = survivor.ask();
        return new Takeover(
                orphans.size(), missed, first, all, after.records() - before.records(), after.bytes() - before.bytes());
    }

    /** Until both run, and have read nothing from changelogs for some seconds: then copies are complete too. */
    private static void awaitRest(StreamProcess one, StreamProcess other) throws Exception {
        int quiet = 0;
        long records = -1;
        while (quiet < QUIET_SECONDS) {
            TimeUnit.SECONDS.sleep(1);
            long now = one.ask().records() + other.ask().records();
            quiet = now == records && one.told().runs() && other.told().runs() ? quiet + 1 : 0;
            records = now;
        }
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    static Spread spread(List<Takeover> takeovers, ToDoubleFunction<Takeover> figure) {
        return Spread.of(takeovers.stream().map(figure::applyAsDouble).toList());
    }
}
