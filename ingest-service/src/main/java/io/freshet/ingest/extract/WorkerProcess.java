package io.freshet.ingest.extract;

import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.FileFacts;
import io.freshet.tika.wire.Wire;
import io.freshet.tika.wire.WireBlock;
import io.freshet.tika.wire.WorkRequest;
import io.freshet.tika.wire.WorkerSays;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One live worker. Used by one thread at a time; only {@link #kill} may come from another. */
final class WorkerProcess {

    private static final int OUT_OF_MEMORY_EXIT = 3;
    private static final long BIG_FILE = 10L << 20;
    private static final long EXIT_SECONDS = 10;
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final Process process;
    private final Socket socket;
    private final Wire wire;
    private final PrivateDirectory directory;
    private volatile boolean expired;
    private int filesRead;

    /** What a worker said about a file, with the blocks that came before. */
    record Answer(WorkerSays.Done done, List<WireBlock> blocks) {}

    /** The process was gone before the file reached it. */
    static final class DiedIdleException extends Exception {
        private static final long serialVersionUID = 1L;

        DiedIdleException(Throwable cause) {
            super(cause);
        }
    }

    WorkerProcess(Process process, Socket socket, Wire wire, PrivateDirectory directory) {
        this.process = process;
        this.socket = socket;
        this.wire = wire;
        this.directory = directory;
    }

    long pid() {
        return process.pid();
    }

    int filesRead() {
        return filesRead;
    }

    Answer read(SourceFile file, WorkerSettings settings, ScheduledExecutorService timer) throws DiedIdleException {
        Duration limit = settings.timeLimit().multipliedBy(file.content().length() > BIG_FILE ? 2 : 1);
        Future<?> deadline = timer.schedule(this::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
        filesRead++;
        try {
            hand(file, settings);
            return listen();
        } finally {
            deadline.cancel(false);
        }
    }

    private void hand(SourceFile file, WorkerSettings settings) throws DiedIdleException {
        WorkRequest request = new WorkRequest(
                file.name(),
                file.declaredType(),
                settings.maxChars(),
                settings.maxBlockChars(),
                file.content().length());
        try (InputStream bytes = file.content().open()) {
            wire.request(request, bytes);
            if (!(wire.receive() instanceof WorkerSays.Started)) {
                throw new IOException("the worker did not take the file");
            }
        } catch (IOException e) {
            throw new DiedIdleException(e);
        }
    }

    private Answer listen() {
        List<WireBlock> blocks = new ArrayList<>();
        try {
            while (true) {
                WorkerSays message = wire.receive();
                if (message instanceof WorkerSays.Block block) {
                    blocks.add(block.block());
                } else if (message instanceof WorkerSays.Done done) {
                    return new Answer(done, blocks);
                }
            }
        } catch (IOException e) {
            return new Answer(new WorkerSays.Done(FileFacts.ofType(UNKNOWN_TYPE), Set.of(), death()), blocks);
        }
    }

    private WorkerSays.Failure death() {
        kill();
        if (expired) {
            return new WorkerSays.Failure(FailureCode.TIMEOUT, "Reading the file took longer than it may.");
        }
        int exit = process.isAlive() ? -1 : process.exitValue();
        return exit == OUT_OF_MEMORY_EXIT
                ? new WorkerSays.Failure(
                        FailureCode.OUT_OF_MEMORY, "Reading the file needs more memory than it may have.")
                : new WorkerSays.Failure(
                        FailureCode.CRASHED, "The parser ended its process with exit code " + exit + ".");
    }

    private void expire() {
        expired = true;
        process.destroyForcibly();
    }

    /** Breaks the connection, as the end of this process would. */
    void disconnect() throws IOException {
        socket.close();
    }

    /** Ends the process and everything it started, waits until it is gone, and removes what it left. */
    void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        awaitNaturalEnd();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            socket.close();
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("worker " + pid() + " cannot be killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The socket is closed either way.
        }
        directory.wipe();
    }

    /** A process whose connection just broke is about to tell why by its exit code. */
    private void awaitNaturalEnd() {
        if (expired || socket.isClosed()) {
            return;
        }
        try {
            socket.shutdownOutput();
            process.waitFor(1, TimeUnit.SECONDS);
        } catch (IOException e) {
            // It is gone already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
