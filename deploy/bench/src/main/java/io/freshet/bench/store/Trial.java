package io.freshet.bench.store;

import io.freshet.bench.Memory;
import io.freshet.bench.extraction.ProcessorTime;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.Filter;
import io.freshet.store.StoreUnavailableException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One store, loaded further from size to size, and asked at each. */
final class Trial {
    private static final int HITS = 10;
    private static final double ALPHA = 0.5;
    private static final int TURNS = 4;
    private static final int WARM_UP_SECONDS = 5;
    private static final int REST_SECONDS = 2;
    private static final double AT_REST = 0.05;
    private static final double MEGA = 1e6;

    private final Tried tried;
    private final Plan plan;
    private final Corpus corpus = new Corpus();
    private final List<Corpus.Question> questions;
    private final Truth truth;
    private final Asking asking;
    private int loaded;

    /**
     * What to measure.
     *
     * @param questions how many different ones
     * @param callers at once, one after the other
     * @param seconds of each measurement
     * @param edits a second
     */
    record Plan(int questions, List<Integer> callers, double seconds, int edits) {}

    Trial(Tried tried, Plan plan) {
        this.tried = tried;
        this.plan = plan;
        this.questions = corpus.questions(plan.questions());
        this.truth = new Truth(questions);
        this.asking = new Asking(questions);
    }

    SizeFigures at(int size) throws Exception {
        int added = size - loaded;
        double loading = new Load(tried.writer(), corpus, truth).put(loaded, size);
        loaded = size;
        double settling = untilAtRest();
        tried.loaded();
        double recall = recall();
        asking.by(1, WARM_UP_SECONDS, question -> ours(question, false));
        System.gc();
        double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGA;
        double resident = Memory.resident(List.of(tried.process()));
        double disk = tried.diskBytes() / MEGA;
        List<String> notes = tried.notes();
        List<Quiet> quiet = quiet();
        List<SizeFigures.Row> rows = new ArrayList<>();
        for (Quiet each : quiet) {
            rows.add(underEdits(each));
        }
        return new SizeFigures(size, added, loading, settling, resident, heap, disk, recall, rows, notes);
    }

    /** Before any edit: those change what is asked. */
    private List<Quiet> quiet() throws Exception {
        List<Quiet> quiet = new ArrayList<>();
        for (boolean narrow : new boolean[] {false, true}) {
            for (int callers : plan.callers()) {
                List<Asking.Answers> answers = asking.inTurns(
                        callers,
                        plan.seconds(),
                        TURNS,
                        question -> ours(question, narrow),
                        question -> tried.raw(question, narrow));
                quiet.add(new Quiet(callers, narrow, answers.get(0), answers.get(1)));
            }
        }
        return quiet;
    }

    private record Quiet(int callers, boolean narrow, Asking.Answers ours, Asking.Answers raw) {}

    private SizeFigures.Row underEdits(Quiet quiet) throws Exception {
        SteadyEdits edits = SteadyEdits.begin(tried.writer(), corpus, loaded, plan.edits());
        Asking.Answers edited;
        double rate;
        try {
            edited = asking.by(quiet.callers(), plan.seconds(), question -> ours(question, quiet.narrow()));
        } finally {
            rate = edits.end();
        }
        edits.undo();
        return new SizeFigures.Row(quiet.callers(), quiet.narrow(), quiet.ours(), quiet.raw(), edited, rate);
    }

    private void ours(Corpus.Question question, boolean narrow) throws StoreUnavailableException {
        List<ChunkHit> hits = search(question, ChunkQuery.Mode.HYBRID, narrow ? Corpus.narrow() : Filter.ALL);
        if (hits.isEmpty()) {
            throw new IllegalStateException("nothing was found");
        }
    }

    private List<ChunkHit> search(Corpus.Question question, ChunkQuery.Mode mode, Filter filter)
            throws StoreUnavailableException {
        return tried.search()
                .search(new ChunkQuery(
                        Corpus.TENANT,
                        mode,
                        question.text(),
                        question.vector(),
                        ALPHA,
                        ChunkQuery.Fusion.RELATIVE_SCORE,
                        filter,
                        HITS));
    }

    private double recall() throws StoreUnavailableException {
        double sum = 0;
        for (int i = 0; i < questions.size(); i++) {
            List<ChunkHit> hits = search(questions.get(i), ChunkQuery.Mode.VECTOR, Filter.ALL);
            sum += truth.recall(i, hits.stream().map(hit -> hit.chunk().id()).toList());
        }
        return sum / questions.size();
    }

    /** Merges and whatever else goes on behind a load take processor time: none of it means rest. */
    private double untilAtRest() throws InterruptedException {
        long begin = System.nanoTime();
        Duration before;
        Duration now = ProcessorTime.of(Stream.of(tried.process()));
        do {
            before = now;
            TimeUnit.SECONDS.sleep(REST_SECONDS);
            now = ProcessorTime.of(Stream.of(tried.process()));
        } while (now.minus(before).toMillis() > AT_REST * TimeUnit.SECONDS.toMillis(REST_SECONDS));
        return Math.max(0, (System.nanoTime() - begin) / 1e9 - REST_SECONDS);
    }
}
