package io.freshet.ingest;

import io.freshet.ingest.extract.WorkerSettings;
import io.freshet.service.config.ByteSize;
import io.freshet.service.config.Default;
import io.freshet.service.config.Defaults;
import io.freshet.service.config.Doc;
import io.freshet.service.http.HttpSettings;
import io.freshet.service.kafka.KafkaSettings;
import io.freshet.service.kafka.RegistrySettings;

/** Everything that can be set about the ingest service. */
public record IngestConfig(
        @Defaults("port=8081") HttpSettings http,
        KafkaSettings kafka,
        RegistrySettings registry,
        WorkerSettings workers,

        @Doc("Largest document that is accepted by HTTP; Kafka's topics take records of 18 MiB.") @Default("16MiB")
        ByteSize maxDocument,

        @Doc("Memory that documents may take while they are received, each about five times its size; who finds no room"
                + " is told BUSY.")
        @Default("128MiB")
        ByteSize maxInFlight) {

    /** Leaves room for metadata in a record. */
    private static final long LARGEST_DOCUMENT = 17L << 20;

    public IngestConfig {
        if (maxDocument.bytes() < 1 || maxDocument.bytes() > LARGEST_DOCUMENT) {
            throw new IllegalArgumentException("max-document must be from 1B to 17MiB");
        }
    }
}
