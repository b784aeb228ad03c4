package io.freshet.bench.extraction;

import io.freshet.bench.corpus.ChildJvm;
import io.freshet.tika.PlainLoop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files read by the same parsers in one process: the workers' jars, their flags, and the heap of all of them together. */
final class PlainRounds implements AutoCloseable {
    private final ChildJvm jvm;

    private PlainRounds(ChildJvm jvm) {
        this.jvm = jvm;
    }

    static PlainRounds start(Path home, Path directory, List<Path> files, Shape shape) throws IOException {
        Path list = Files.write(
                directory.resolve("files"), files.stream().map(Path::toString).toList());
        List<String> flags = List.of(
                "-Xmx" + shape.heapBytes() * shape.workers(),
                "-Xss1m",
                "-XX:MaxMetaspaceSize=192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Dlog4j2.StatusLogger.level=OFF",
                "-Djava.io.tmpdir=" + directory);
        List<String> arguments = Stream.of(
                        list,
                        shape.workers(),
                        shape.maxChars(),
                        shape.maxBlockChars(),
                        shape.embeddedDepth(),
                        shape.maxEmbedded())
                .map(String::valueOf)
                .toList();
        return new PlainRounds(ChildJvm.start(
                flags,
                classes(directory) + java.io.File.pathSeparator + jars(home),
                PlainLoop.class.getName(),
                arguments,
                Map.of(),
                directory.resolve("plain.log")));
    }

    private static String jars(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(java.io.File.pathSeparator));
        }
    }

    /** The one class that the process needs of this program; the rest must not meet the parsers. */
    private static Path classes(Path directory) throws IOException {
        String name = PlainLoop.class.getName().replace('.', '/') + ".class";
        Path target = directory.resolve("classes").resolve(name);
        Files.createDirectories(target.getParent());
        try (InputStream in = PlainLoop.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IOException(name + " is not on the class path");
            }
            Files.copy(in, target);
        }
        return directory.resolve("classes");
    }

    boolean isOf(ProcessHandle process) {
        return process.pid() == jvm.pid();
    }

    Round round() throws IOException {
        Duration before = processorTime();
        jvm.say("round");
        String line = jvm.line();
        while (!line.startsWith(PlainLoop.ANSWER)) {
            line = jvm.line();
        }
        String[] figures = line.substring(PlainLoop.ANSWER.length()).split(" ", -1);
        return new Round(
                Long.parseLong(figures[0]) / 1e9,
                processorTime().minus(before),
                Integer.parseInt(figures[1]),
                Long.parseLong(figures[2]));
    }

    private Duration processorTime() {
        return ProcessorTime.of(ProcessHandle.of(jvm.pid()).stream());
    }

    @Override
    public void close() {
        jvm.close();
    }
}
