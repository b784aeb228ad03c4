package io.freshet.ingest;

import io.freshet.ingest.content.ContentSettings;
import io.freshet.ingest.extract.WorkerSettings;
import io.freshet.ingest.http.UploadSettings;
import io.freshet.ingest.stream.StreamSettings;
import io.freshet.service.config.ByteSize;
import io.freshet.service.config.Default;
import io.freshet.service.config.Defaults;
import io.freshet.service.config.Doc;
import io.freshet.service.http.HttpSettings;
import io.freshet.service.kafka.KafkaSettings;
import io.freshet.service.kafka.RegistrySettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Everything that can be set about the ingest service. */
public record IngestConfig(
        @Defaults("port=8081") HttpSettings http,
        KafkaSettings kafka,
        RegistrySettings registry,
        WorkerSettings workers,
        StreamSettings stream,
        ContentSettings content,

        @Doc("Largest document that is accepted by HTTP. Without a place for large ones it is 16 MiB at most.")
        @Default("512MiB")
        ByteSize maxDocument,

        @Doc("Largest document that travels in its event when there is a place for larger ones; 16MiB at most.")
        @Default("1MiB")
        ByteSize inlineLimit,

        @Doc("Memory that documents may take while they are received, each about five times its size, unless it is"
                + " larger than inline-limit; who finds no room is told BUSY.")
        @Default("64MiB")
        ByteSize maxInFlight,

        @Doc("Directory, of this service alone, for multipart bodies while they are received; the system's temporary"
                + " directory when not set.")
        @Nullable
        Path spool,

        @Doc(
                "Room that multipart bodies may take there altogether; who finds none is told BUSY. At least max-document.")
        @Default("2GiB")
        ByteSize maxSpool) {

    public IngestConfig {
        if (maxDocument.bytes() < 1) {
            throw new IllegalArgumentException("max-document must be at least 1B");
        }
        if (maxSpool.bytes() < maxDocument.bytes()) {
            throw new IllegalArgumentException("max-spool must be at least max-document");
        }
        if (inlineLimit.bytes() > UploadSettings.MOST_INLINE) {
            throw new IllegalArgumentException("inline-limit must be at most 16MiB");
        }
    }

    UploadSettings uploads() {
        return new UploadSettings(inlineLimit.bytes(), maxDocument.bytes(), spool);
    }
}
