package io.freshet.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How long {@code freshet up --sample} takes and what it needs, beside a JVM that prints one line. */
final class StartBenchmark {
    /** Those of the script {@code freshet}, without its class path and class archive. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xss512k",
            "-XX:ReservedCodeCacheSize=64m",
            "-Xmx256m",
            "-Xlog:disable",
            "-Xlog:all=error:stderr");

    private static final int TIMES = 5;

    private StartBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path freshet = Path.of(arguments.length > 0 ? arguments[0] : "deploy/local/freshet");
        int times = arguments.length > 1 ? Integer.parseInt(arguments[1]) : TIMES;
        double load = Bench.load();
        // Not counted: it builds what is missing and writes the class archive.
        Start.measure(freshet);
        List<Start> starts = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            bare.add(bareJvm());
            starts.add(Start.measure(freshet));
        }
        print(starts, Spread.of(bare), load);
    }

    private static void print(List<Start> starts, Spread bare, double load) {
        Spread firstHit = spread(starts, Start::firstHit);
        Spread loaded = spread(starts, Start::loaded);
        System.out.println("median (smallest..largest) of " + starts.size() + " starts, fresh data directory each");
        line("first search answer with a hit, s", firstHit.text(2), firstHit.median() / bare.median());
        line("whole sample searchable, s", loaded.text(2), loaded.median() / bare.median());
        line("bare JVM prints a line, s", bare.text(3), 1);
        Spread service = spread(starts, Start::service);
        Spread all = spread(starts, Start::all);
        System.out.println("resident with the sample loaded, MB: service " + service.text(0) + ", with its Tika worker "
                + all.text(0));
        System.out.printf(
                Locale.ROOT,
                "%d processors, Java %s, load before %.1f%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                load);
    }

    private static void line(String what, String figure, double ratio) {
        System.out.printf(Locale.ROOT, "%-36s %-24s ratio to bare JVM %6.1f%n", what, figure, ratio);
    }

    private static Spread spread(List<Start> starts, ToDoubleFunction<Start> figure) {
        return Spread.of(starts.stream().map(figure::applyAsDouble).toList());
    }

    /** Seconds from the start of the process to its line. */
    private static double bareJvm() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), OneLine.class.getName()));
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command).start();
        process.inputReader().readLine();
        double seconds = Start.seconds(begin);
        process.waitFor();
        return seconds;
    }
}
