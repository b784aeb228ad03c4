package io.freshet.ingest.extract;

import io.freshet.tika.wire.Wire;
import io.freshet.tika.wire.WorkerSays;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts worker processes. A worker calls back on a loopback port and proves with a one-time secret that it is the one: its
 * standard output is useless for that, because the JVM writes warnings of its own there.
 */
final class WorkerLauncher {

    private static final Logger log = LoggerFactory.getLogger(WorkerLauncher.class);

    private final WorkerCommand command;
    private final WorkerSettings settings;
    private final Path temp;
    private final SecureRandom random = new SecureRandom();

    WorkerLauncher(WorkerCommand command, WorkerSettings settings, Path temp) {
        this.command = command;
        this.settings = settings;
        this.temp = temp;
    }

    /** Starts a worker; if that fails, a second time without the archive of classes, which may be broken. */
    WorkerProcess start() throws WorkerUnavailableException {
        try {
            return start(true);
        } catch (IOException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("a worker did not start, trying once more");
        }
        try {
            return start(false);
        } catch (IOException e) {
            throw new WorkerUnavailableException("cannot start a worker: " + e.getMessage(), e);
        }
    }

    private WorkerProcess start(boolean withArchive) throws IOException {
        long begin = System.nanoTime();
        PrivateDirectory directory = PrivateDirectory.under(temp);
        WorkerProcess worker = start(directory, begin + settings.startLimit().toNanos(), withArchive);
        log.atInfo()
                .addKeyValue("pid", worker.pid())
                .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin))
                .log("worker started");
        return worker;
    }

    private WorkerProcess start(PrivateDirectory directory, long deadline, boolean withArchive) throws IOException {
        Process process = null;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String secret = secret();
            process = command.worker(server.getLocalPort(), secret, directory.path(), withArchive)
                    .start();
            directory.belongsTo(process.pid());
            var unused = process.onExit().thenRun(() -> closeQuietly(server));
            return connect(process, server, secret, directory, deadline);
        } catch (IOException e) {
            if (process != null) {
                ProcessGroup.kill(process.toHandle());
            }
            String complaint = directory.complaint();
            directory.wipe();
            throw new IOException(complaint.isEmpty() ? "it did not connect in time" : complaint, e);
        }
    }

    private static WorkerProcess connect(
            Process process, ServerSocket server, String secret, PrivateDirectory directory, long deadline)
            throws IOException {
        while (true) {
            server.setSoTimeout(remaining(deadline));
            Socket socket = server.accept();
            try {
                socket.setSoTimeout(remaining(deadline));
                socket.setTcpNoDelay(true);
                Wire wire = new Wire(socket.getInputStream(), socket.getOutputStream());
                if (isOurs(wire.receive(), secret) && wire.receive() instanceof WorkerSays.Ready) {
                    socket.setSoTimeout(0);
                    return new WorkerProcess(process, socket, wire, directory);
                }
                socket.close();
            } catch (IOException e) {
                // A stranger, or a worker that died while it loaded; the accept above tells which.
                socket.close();
            }
        }
    }

    private static boolean isOurs(WorkerSays message, String secret) {
        return message instanceof WorkerSays.Hello hello
                && hello.version() == Wire.VERSION
                && MessageDigest.isEqual(
                        hello.secret().getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    private static int remaining(long deadline) throws IOException {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0) {
            throw new IOException("the time is over");
        }
        return (int) Math.min(Integer.MAX_VALUE, millis);
    }

    private String secret() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void closeQuietly(ServerSocket server) {
        try {
            server.close();
        } catch (IOException e) {
            // It only has to be closed.
        }
    }
}
