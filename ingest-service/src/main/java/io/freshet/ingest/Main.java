package io.freshet.ingest;

import io.freshet.service.ExitCode;
import io.freshet.service.Meters;
import io.freshet.service.ServiceMain;

/** Starts the ingest service. */
public final class Main {

    private Main() {}

    /** Runs until told to end; arguments are {@code [--config FILE]}. */
    public static void main(String[] arguments) {
        ServiceMain<IngestConfig> main = new ServiceMain<>(
                "ingest-service",
                IngestConfig.class,
                System.getenv(),
                System.err,
                config -> new IngestService(config, Meters.create(), cause -> end()));
        System.exit(main.run(arguments).code());
    }

    /** In a thread of its own: the end waits for whoever called. */
    private static void end() {
        int code = ExitCode.FAILED.code();
        try {
            new Thread(() -> System.exit(code), "ingest-end").start();
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(code); // not even a thread can be had
        }
    }
}
