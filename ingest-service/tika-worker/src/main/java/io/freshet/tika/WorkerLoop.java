package io.freshet.tika;

import io.freshet.tika.wire.Wire;
import io.freshet.tika.wire.WireBlock;
import io.freshet.tika.wire.WorkRequest;
import io.freshet.tika.wire.WorkerSays;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/** Takes files from the parent and reads them, one after the other. */
final class WorkerLoop {

    /** Exit code after a verdict that this process should not survive. */
    static final int SPENT = 8;

    private static final long FLUSH_NANOS = 20_000_000;

    private final Wire wire;
    private final WorkDirectory directory;
    private final Path content;
    private final IntConsumer halt;
    private long flushedAt;

    WorkerLoop(ParentLink parent, Path directory, IntConsumer halt) {
        this.wire = parent.wire();
        this.directory = new WorkDirectory(directory);
        this.content = directory.resolve(WorkDirectory.CONTENT);
        this.halt = halt;
    }

    /** Returns when the connection ends. */
    void run() {
        try {
            FileReader reader = new FileReader();
            say(new WorkerSays.Ready());
            while (true) {
                WorkerSays.Done done = read(reader);
                say(done);
                if (done.failure() != null && done.failure().code().endsTheWorker()) {
                    halt.accept(SPENT);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // There is nobody left to tell.
        }
    }

    private WorkerSays.Done read(FileReader reader) throws IOException {
        WorkRequest request = next();
        say(new WorkerSays.Started());
        WorkerSays.Done done = reader.read(request, content, new ToParent());
        directory.sweep();
        return done;
    }

    /**
     * A parser, or a thread that it left behind, may interrupt this one at any time; it is none of the next file's
     * business. Neither the socket nor this way of writing a file heeds an interrupt; files that were opened the newer way
     * close on one.
     */
    private WorkRequest next() throws IOException {
        WorkRequest request = wire.nextRequest();
        try (OutputStream out = new FileOutputStream(content.toFile())) {
            wire.content(request, out);
        }
        var unused = Thread.interrupted();
        return request;
    }

    /** Sends what a file yields while the rest of it is still being read. */
    private final class ToParent implements BlockOutput {

        @Override
        public void detected(String mediaType) throws IOException {
            say(new WorkerSays.Detected(mediaType));
        }

        @Override
        public void accept(WireBlock block) throws IOException {
            wire.send(new WorkerSays.Block(block));
            flushNowAndThen();
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
