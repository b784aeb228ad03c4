package io.freshet.bench.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** Callers that ask one question after the other, each beginning when the one before is answered. */
final class Asking {
    private static final int DIGITS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<Corpus.Question> questions;

    /** One question and its answer. */
    interface Ask {
        void ask(Corpus.Question question) throws Exception;
    }

    /** Latencies in milliseconds, and answers a second of all callers together. */
    record Answers(long count, double p50, double p99, double perSecond) {
        static Answers of(Histogram histogram, double seconds) {
            return new Answers(
                    histogram.getTotalCount(),
                    histogram.getValueAtPercentile(50) / NANOS_PER_MILLI,
                    histogram.getValueAtPercentile(99) / NANOS_PER_MILLI,
                    histogram.getTotalCount() / seconds);
        }
    }

    Asking(List<Corpus.Question> questions) {
        this.questions = questions;
    }

    Answers by(int callers, double seconds, Ask ask) throws Exception {
        Histogram all = new Histogram(DIGITS);
        measure(callers, seconds, ask, all);
        return Answers.of(all, seconds);
    }

    /** Two ways to ask, in turns, so that whatever changes on the machine changes for both. */
    List<Answers> inTurns(int callers, double seconds, int turns, Ask one, Ask other) throws Exception {
        Histogram ofOne = new Histogram(DIGITS);
        Histogram ofOther = new Histogram(DIGITS);
        for (int turn = 0; turn < turns; turn++) {
            measure(callers, seconds / turns, one, ofOne);
            measure(callers, seconds / turns, other, ofOther);
        }
        return List.of(Answers.of(ofOne, seconds), Answers.of(ofOther, seconds));
    }

    private void measure(int callers, double seconds, Ask ask, Histogram into) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            long end = System.nanoTime() + (long) (seconds * 1e9);
            List<Callable<Histogram>> tasks = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                int first = caller * questions.size() / callers;
                tasks.add(() -> until(end, first, ask));
            }
            for (Future<Histogram> answers : threads.invokeAll(tasks)) {
                into.add(answers.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    private Histogram until(long end, int first, Ask ask) throws Exception {
        Histogram histogram = new Histogram(DIGITS);
        for (int turn = first; System.nanoTime() < end; turn++) {
            Corpus.Question question = questions.get(turn % questions.size());
            long begin = System.nanoTime();
            ask.ask(question);
            histogram.recordValue(System.nanoTime() - begin);
        }
        return histogram;
    }
}
