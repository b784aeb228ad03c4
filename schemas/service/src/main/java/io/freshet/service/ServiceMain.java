package io.freshet.service;

import io.freshet.service.config.Config;
import io.freshet.service.config.ConfigException;
import io.freshet.service.config.ConfigFile;
import io.freshet.service.config.ConfigReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a service process: read the configuration or print all that is wrong with it, start, wait for the signal
 * to end, close.
 */
public final class ServiceMain<T extends Record> {
    private static final Logger log = LoggerFactory.getLogger(ServiceMain.class);
    private static final Duration CLOSE_TIME = Duration.ofSeconds(30);

    private final String name;
    private final Class<T> tree;
    private final Factory<T> factory;
    private final Map<String, String> environment;
    private final PrintStream errors;

    /** Builds the service from its configuration, without starting it. */
    @FunctionalInterface
    public interface Factory<T> {
        FreshetService build(T config) throws Exception;
    }

    public ServiceMain(
            String name, Class<T> tree, Map<String, String> environment, PrintStream errors, Factory<T> factory) {
        this.name = name;
        this.tree = tree;
        this.factory = factory;
        this.environment = environment;
        this.errors = errors;
    }

    /** Runs until the process is told to end; arguments are {@code [--config FILE]}. */
    public ExitCode run(String... arguments) {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Thread hook = new Thread(() -> signal(end, closed), name + "-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return run(arguments, end);
        } finally {
            closed.countDown();
        }
    }

    /** Ends the service and waits for it, so that the JVM does not halt before everything is closed. */
    private static void signal(CountDownLatch end, CountDownLatch closed) {
        end.countDown();
        try {
            closed.await(CLOSE_TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    ExitCode run(String[] arguments, CountDownLatch end) {
        Config<T> config;
        try {
            config = ConfigReader.read(tree, Map.of(), environment, file(arguments));
        } catch (ConfigException bad) {
            bad.problems().forEach(problem -> errors.println("configuration: " + problem));
            return ExitCode.BAD_CONFIG;
        }
        config.effective().forEach(setting -> log.atInfo()
                .addKeyValue("key", setting.key())
                .addKeyValue("value", setting.shown())
                .addKeyValue("source", setting.source())
                .log("setting"));
        return serve(config.value(), end);
    }

    private static Map<String, String> file(String[] arguments) throws ConfigException {
        if (arguments.length == 0) {
            return Map.of();
        }
        if (arguments.length != 2 || !arguments[0].equals("--config")) {
            throw new ConfigException(java.util.List.of("usage: [--config FILE]"));
        }
        return ConfigFile.read(Path.of(arguments[1]));
    }

    private ExitCode serve(T config, CountDownLatch end) {
        try (FreshetService service = factory.build(config)) {
            service.start();
            log.atInfo().addKeyValue("service", name).log("started");
            end.await();
            log.atInfo().addKeyValue("service", name).log("ending");
            return ExitCode.OK;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.OK;
        } catch (Exception failed) {
            log.atError().setCause(failed).addKeyValue("service", name).log("failed to start");
            errors.println(name + ": " + failed.getMessage());
            return ExitCode.FAILED_TO_START;
        }
    }
}
