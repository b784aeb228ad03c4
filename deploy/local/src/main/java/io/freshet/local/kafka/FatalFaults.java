package io.freshet.local.kafka;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the ways in which a broker ends its process into one call.
 *
 * <p>A broker whose disk is full halts the whole JVM, which here is everybody else's too. It cannot go on either, so
 * whoever started it is told once and decides. The exit hooks belong to the process: of two brokers in one process, the
 * later one hears of both.
 */
final class FatalFaults implements FaultHandlerFactory {
    private static final Logger log = LoggerFactory.getLogger(FatalFaults.class);

    private final Path directory;
    private final Consumer<EmbeddedKafkaException> listener;
    private final AtomicBoolean silent = new AtomicBoolean();

    FatalFaults(Path directory, Consumer<EmbeddedKafkaException> listener) {
        this.directory = directory;
        this.listener = listener;
    }

    void install() {
        Exit.setHaltProcedure((status, message) -> report("Kafka halted", message, null));
        Exit.setExitProcedure((status, message) -> report("Kafka ended", message, null));
    }

    /** Later faults are of no interest: the broker is being closed. */
    void silence() {
        silent.set(true);
    }

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        return (message, cause) -> {
            action.run();
            if (fatal) {
                report(name, message, cause);
            } else {
                log.atError().addKeyValue("handler", name).setCause(cause).log(message);
            }
            return new IllegalStateException(name + ": " + message, cause);
        };
    }

    private void report(String what, @Nullable String message, @Nullable Throwable cause) {
        if (silent.compareAndSet(false, true)) {
            String detail = message == null || message.isBlank() ? "" : ": " + message;
            listener.accept(new EmbeddedKafkaException(
                    what + detail + "; is the disk of " + directory + " full or gone? "
                            + directory.toFile().getUsableSpace() / (1024 * 1024) + " MB are free",
                    cause));
        }
    }
}
