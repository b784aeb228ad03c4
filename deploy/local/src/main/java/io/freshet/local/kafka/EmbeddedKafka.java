package io.freshet.local.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running single-node Kafka on 127.0.0.1; it continues with what its directory holds. */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final DirectoryLock lock;
    private final FatalFaults faults;
    private final ControllerServer controller;
    private final BrokerServer broker;

    private EmbeddedKafka(DirectoryLock lock, FatalFaults faults, ControllerServer controller, BrokerServer broker) {
        this.lock = lock;
        this.faults = faults;
        this.controller = controller;
        this.broker = broker;
    }

    /**
     * Returns when clients can connect.
     *
     * @param onFatal told at most once, from one of the broker's threads, that the broker can no longer work (its disk
     *     is full, say); all that is left is to close it
     * @throws EmbeddedKafkaException when the port is taken, the directory is another broker's, or Kafka does not start
     */
    public static EmbeddedKafka start(EmbeddedKafkaSettings settings, Consumer<EmbeddedKafkaException> onFatal)
            throws EmbeddedKafkaException {
        DirectoryLock lock = DirectoryLock.take(settings.directory());
        FatalFaults faults = new FatalFaults(settings.directory(), onFatal);
        EmbeddedKafka kafka;
        try {
            format(settings.directory());
            kafka = assemble(settings, lock, faults);
        } catch (Exception | LinkageError e) {
            release(lock);
            throw new EmbeddedKafkaException("Kafka cannot use " + settings.directory() + ": " + e.getMessage(), e);
        }
        kafka.startUp(settings);
        return kafka;
    }

    /** The port that clients connect to. */
    public int port() {
        return broker.boundPort(new ListenerName(BrokerProperties.CLIENTS));
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    private void startUp(EmbeddedKafkaSettings settings) throws EmbeddedKafkaException {
        faults.install();
        try {
            controller.startup();
            awaitEndOfOldSession();
            broker.startup();
        } catch (Exception | LinkageError e) {
            close();
            throw new EmbeddedKafkaException(reason(settings, e), e);
        }
        log.atInfo()
                .addKeyValue("port", port())
                .addKeyValue("directory", settings.directory())
                .log("Kafka is up");
    }

    /**
     * After a kill the controller takes the dead broker for alive until its session ends. A broker that starts within
     * that time resends unfinished transaction markers to the dead one's port and, when the session ends, gives them up
     * as sent: their partitions would never again show a committed record.
     */
    private void awaitEndOfOldSession() throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (nothingKnownYet() || controller.metadataCache().hasAliveBroker(BrokerProperties.NODE_ID)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the session of the broker before this one does not end");
            }
            Thread.sleep(GLANCE.toMillis());
        }
    }

    private boolean nothingKnownYet() {
        return controller.metadataCache().currentImage().provenance().lastContainedOffset() < 0;
    }

    private static String reason(EmbeddedKafkaSettings settings, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "port " + settings.port() + " is in use, so Kafka cannot listen on it";
            }
        }
        return "Kafka did not start in " + settings.directory() + ": " + failure.getMessage();
    }

    private static void format(Path directory) throws Exception {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setNodeId(BrokerProperties.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName(BrokerProperties.CONTROLLER)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setHasDynamicQuorum(true)
                    .setInitialControllers(DynamicVoters.parse(BrokerProperties.NODE_ID + "@127.0.0.1:"
                            + BrokerProperties.NO_PORT + ":" + Uuid.randomUuid()))
                    .run();
        }
    }

    /** What KafkaRaftServer does, which hides the port that was bound. */
    private static EmbeddedKafka assemble(EmbeddedKafkaSettings settings, DirectoryLock lock, FatalFaults faults) {
        KafkaConfig config = new KafkaConfig(BrokerProperties.of(settings), false);
        var disks = KafkaRaftServer.initializeLogDirs(config, log, "");
        SharedServer shared = new SharedServer(
                config,
                disks._1(),
                Time.SYSTEM,
                new Metrics(),
                CompletableFuture.completedFuture(Map.of()),
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), BrokerProperties.NO_PORT)),
                faults,
                ServerSocketFactory.INSTANCE);
        ControllerServer controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), disks._2());
        return new EmbeddedKafka(lock, faults, controller, new BrokerServer(shared));
    }

    /** Ends within seconds even when the broker hangs, which then is left to the end of the process. */
    @Override
    public void close() {
        faults.silence();
        Thread closing = new Thread(this::shutDown, "kafka-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            log.atWarn().addKeyValue("patience", PATIENCE).log("Kafka did not close in time");
        }
    }

    private void shutDown() {
        quietly("broker", () -> broker.shutdown(PATIENCE));
        quietly("controller", controller::shutdown);
        release(lock);
    }

    private static void quietly(String part, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("part", part).setCause(e).log("Kafka did not close cleanly");
        }
    }

    private static void release(DirectoryLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            log.atWarn().setCause(e).log("the broker's directory stays locked until this process ends");
        }
    }
}
