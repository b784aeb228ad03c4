package io.freshet.bench.extraction;

import io.freshet.ingest.extract.Extraction;
import io.freshet.ingest.extract.SourceFile;
import io.freshet.ingest.extract.WorkerPool;
import io.freshet.ingest.extract.WorkerUnavailableException;
import io.freshet.tika.wire.WireBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Files read by the pool's processes, asked for by as many threads as the service has. */
final class PooledRounds implements AutoCloseable {
    private final WorkerPool pool;
    private final int callers;
    private final ExecutorService threads;

    PooledRounds(WorkerPool pool) {
        this.pool = pool;
        this.callers = 2 * pool.size() + 2;
        this.threads = Executors.newFixedThreadPool(callers);
    }

    /** Reads each file once; answers with those that neither brought their process down nor took too long. */
    List<Path> harmless(List<Path> files) throws InterruptedException, ExecutionException {
        List<Future<Boolean>> harmless = new ArrayList<>();
        for (Path file : files) {
            harmless.add(threads.submit(() -> isHarmless(extract(file))));
        }
        List<Path> kept = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (harmless.get(i).get()) {
                kept.add(files.get(i));
            }
        }
        return kept;
    }

    /** Reads all files; {@code other} tells which of this process's children are not workers. */
    Round round(List<Path> files, Predicate<ProcessHandle> other) throws InterruptedException, ExecutionException {
        Duration before = processorTime(other);
        AtomicInteger next = new AtomicInteger();
        List<Future<Round>> parts = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            parts.add(threads.submit(() -> part(files, next)));
        }
        int texts = 0;
        long characters = 0;
        for (Future<Round> part : parts) {
            texts += part.get().texts();
            characters += part.get().characters();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Round(seconds, processorTime(other).minus(before), texts, characters);
    }

    private Round part(List<Path> files, AtomicInteger next)
            throws IOException, InterruptedException, WorkerUnavailableException {
        int texts = 0;
        long characters = 0;
        for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
            if (extract(files.get(i)) instanceof Extraction.Extracted extracted) {
                texts++;
                for (WireBlock block : extracted.blocks()) {
                    characters += block.text().length();
                }
            }
        }
        return new Round(0, Duration.ZERO, texts, characters);
    }

    private static Duration processorTime(Predicate<ProcessHandle> other) {
        ProcessHandle own = ProcessHandle.current();
        return ProcessorTime.of(Stream.concat(Stream.of(own), own.descendants().filter(other.negate())));
    }

    private Extraction extract(Path file) throws IOException, InterruptedException, WorkerUnavailableException {
        DiskFile content = new DiskFile(file, Files.size(file));
        return pool.extract(new SourceFile(String.valueOf(file.getFileName()), null, content));
    }

    private static boolean isHarmless(Extraction extraction) {
        if (extraction instanceof Extraction.Unreadable bad) {
            return !bad.code().endsTheWorker();
        }
        return extraction instanceof Extraction.Extracted good
                && good.warnings().stream().noneMatch(warning -> warning.name().equals("TIMEOUT"));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        pool.close();
    }
}
