package io.freshet.tika;

import io.freshet.tika.wire.Limits;
import io.freshet.tika.wire.WorkRequest;
import io.freshet.tika.wire.WorkerSays.Done;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The peer of the worker pool: a worker's own reader, called by plain threads of this one process. It lives in the reader's
 * package because nothing else may see the reader.
 *
 * <p>A line on standard input asks for a round over all files; the answer is a line of nanoseconds, texts and characters.
 */
public final class PlainLoop {
    /** What stands before each answer; parsers may print, too. */
    public static final String ANSWER = "round ";

    private final List<Path> files;
    private final Limits limits;
    private final FileReader[] readers;
    private final AtomicInteger texts = new AtomicInteger();
    private final AtomicLong characters = new AtomicLong();

    private PlainLoop(List<Path> files, int threads, Limits limits) {
        this.files = files;
        this.limits = limits;
        this.readers = new FileReader[threads];
        for (int i = 0; i < threads; i++) {
            readers[i] = new FileReader();
        }
    }

    /**
     * Arguments: a file that lists the files, threads, most characters of a document and of a
     * block, depth and number of files within a file.
     */
    public static void main(String[] arguments) throws Exception {
        List<Path> files =
                Files.readAllLines(Path.of(arguments[0])).stream().map(Path::of).toList();
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PlainLoop loop = new PlainLoop(
                files,
                Integer.parseInt(arguments[1]),
                new Limits(
                        Integer.parseInt(arguments[2]),
                        Integer.parseInt(arguments[3]),
                        Integer.parseInt(arguments[4]),
                        Integer.parseInt(arguments[5]),
                        false,
                        false,
                        null));
        while (asked.readLine() != null) {
            System.out.println(ANSWER + loop.round());
        }
    }

    private String round() throws InterruptedException {
        texts.set(0);
        characters.set(0);
        AtomicInteger next = new AtomicInteger();
        Thread[] threads = new Thread[readers.length];
        long begin = System.nanoTime();
        for (int i = 0; i < threads.length; i++) {
            FileReader reader = readers[i];
            threads[i] = new Thread(() -> read(reader, next));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return (System.nanoTime() - begin) + " " + texts + " " + characters;
    }

    private void read(FileReader reader, AtomicInteger next) {
        for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
            Path file = files.get(i);
            AtomicLong length = new AtomicLong();
            Done done = reader.read(
                    request(file), file, block -> length.addAndGet(block.text().length()));
            if (done.failure() == null) {
                texts.incrementAndGet();
                characters.addAndGet(length.get());
            }
        }
    }

    private WorkRequest request(Path file) {
        try {
            return new WorkRequest(String.valueOf(file.getFileName()), null, limits, Files.size(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
