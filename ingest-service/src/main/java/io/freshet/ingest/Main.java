package io.freshet.ingest;

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
                config -> new IngestService(config, Meters.create()));
        System.exit(main.run(arguments).code());
    }
}
