package io.freshet.tika;

import io.freshet.tika.wire.Wire;
import io.freshet.tika.wire.WorkRequest;
import io.freshet.tika.wire.WorkerSays;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.SynchronousQueue;
import java.util.function.IntConsumer;

/**
 * Reads files one after the other. A second thread listens to the parent all the time, so that the process ends with it even
 * in the middle of a file.
 */
final class WorkerLoop {

    /** Exit code when the parent is gone. */
    static final int ORPHANED = 7;
    /** Exit code after a verdict that this process should not survive. */
    static final int SPENT = 8;

    private static final long FLUSH_NANOS = 20_000_000;

    private final Wire wire;
    private final Path content;
    private final IntConsumer halt;
    private final SynchronousQueue<WorkRequest> requests = new SynchronousQueue<>();
    private long flushedAt;

    WorkerLoop(ParentLink parent, Path directory, IntConsumer halt) {
        this.wire = parent.wire();
        this.content = directory.resolve("content");
        this.halt = halt;
    }

    void run() throws IOException {
        FileReader reader = new FileReader();
        Thread listener = new Thread(this::listen, "parent-listener");
        listener.setDaemon(true);
        listener.start();
        say(new WorkerSays.Ready());
        while (true) {
            WorkerSays.Done done = read(reader);
            say(done);
            if (done.failure() != null && done.failure().code().endsTheWorker()) {
                halt.accept(SPENT);
            }
        }
    }

    private WorkerSays.Done read(FileReader reader) throws IOException {
        WorkRequest request = next();
        say(new WorkerSays.Started());
        WorkerSays.Done done = reader.read(request, content, block -> {
            wire.send(new WorkerSays.Block(block));
            flushNowAndThen();
        });
        Files.deleteIfExists(content);
        return done;
    }

    /** A parser may have left an interrupt behind; it is none of the next file's business. */
    private WorkRequest next() {
        while (true) {
            try {
                return requests.take();
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        }
    }

    private void listen() {
        try {
            while (true) {
                WorkRequest request = wire.nextRequest();
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(content))) {
                    wire.content(request, out);
                }
                requests.put(request);
            }
        } catch (IOException | UncheckedIOException | InterruptedException e) {
            halt.accept(ORPHANED);
        }
    }

    /** What has been read must not wait in a buffer while the parser hangs. */
    private void flushNowAndThen() throws IOException {
        long now = System.nanoTime();
        if (now - flushedAt > FLUSH_NANOS) {
            wire.flush();
            flushedAt = now;
        }
    }

    private void say(WorkerSays message) throws IOException {
        wire.send(message);
        wire.flush();
        flushedAt = System.nanoTime();
    }
}
