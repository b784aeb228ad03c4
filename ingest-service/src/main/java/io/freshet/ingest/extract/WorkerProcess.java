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
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One live worker. Used by one thread at a time; only {@link #kill} may come from another. Its standard input stays open and
 * unused: by its end the worker learns of ours.
 */
final class WorkerProcess {

    private static final Logger log = LoggerFactory.getLogger(WorkerProcess.class);
    private static final int OUT_OF_MEMORY_EXIT = 3;
    /** A worker that does not take a file in this time, and a second for every 20 MB of it, has stopped. */
    private static final Duration HANDING = Duration.ofSeconds(10);

    private static final long HANDED_PER_MILLI = 20_000;
    private static final long EXIT_SECONDS = 10;
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final Process process;
    private final Socket socket;
    private final Wire wire;
    private final PrivateDirectory directory;
    private volatile boolean expired;
    private final long readySince = System.nanoTime();
    private final AtomicInteger filesRead = new AtomicInteger();

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
        return filesRead.get();
    }

    /** Time since the process was ready. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - readySince);
    }

    /** The time begins to run when the worker has the file: a big one must not have used it up on its way. */
    Answer read(SourceFile file, WorkerRole role, ReadingTime time, ScheduledExecutorService timer)
            throws DiedIdleException {
        long length = file.content().length();
        filesRead.incrementAndGet();
        Future<?> handing = deadline(HANDING.plusMillis(length / HANDED_PER_MILLI), timer);
        try {
            hand(file, role);
        } finally {
            handing.cancel(false);
        }
        Future<?> reading = deadline(time.run(), timer);
        try {
            return listen();
        } finally {
            reading.cancel(false);
        }
    }

    private Future<?> deadline(Duration limit, ScheduledExecutorService timer) {
        return timer.schedule(this::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void hand(SourceFile file, WorkerRole role) throws DiedIdleException {
        WorkRequest request = new WorkRequest(
                file.name(), file.declaredType(), role.limits(), file.content().length());
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
        String type = UNKNOWN_TYPE;
        try {
            while (true) {
                WorkerSays message = wire.receive();
                if (message instanceof WorkerSays.Block block) {
                    blocks.add(block.block());
                } else if (message instanceof WorkerSays.Detected detected) {
                    type = detected.mediaType();
                } else if (message instanceof WorkerSays.Done done) {
                    return new Answer(done, blocks);
                }
            }
        } catch (IOException e) {
            return new Answer(new WorkerSays.Done(FileFacts.ofType(type), Set.of(), death()), blocks);
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
        ProcessGroup.kill(process.toHandle());
    }

    /** Breaks the connection, as the end of this process would. */
    void disconnect() throws IOException {
        process.getOutputStream().close();
        socket.close();
    }

    /** Ends the process and everything it started, waits until it is gone, and removes what it left. */
    void kill() {
        awaitNaturalEnd();
        ProcessGroup.kill(process.toHandle());
        try {
            socket.close();
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                log.atError().addKeyValue("pid", pid()).log("a worker cannot be killed");
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
            process.getOutputStream().close();
            process.waitFor(1, TimeUnit.SECONDS);
        } catch (IOException e) {
            // It is gone already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
