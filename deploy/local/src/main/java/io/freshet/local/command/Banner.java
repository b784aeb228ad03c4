package io.freshet.local.command;

import io.freshet.local.LocalFreshet;
import java.nio.file.Path;

/** What a newcomer sees when everything runs. */
final class Banner {
    private Banner() {}

    static String of(LocalFreshet freshet, Path data, String took) {
        String ingest = "http://127.0.0.1:" + freshet.ingestPort();
        String index = "http://127.0.0.1:" + freshet.indexPort();
        String query = "http://127.0.0.1:" + freshet.queryPort();
        return """
                Freshet is up (%s). Data: %s

                  search page   %s/
                  query API     %s        contract: %s/openapi.yaml
                  ingest API    %s        contract: %s/openapi.yaml
                  index API     %s        contract: %s/openapi.yaml
                  Kafka         127.0.0.1:%d     registry: http://127.0.0.1:%d

                Try:
                  curl -T README.md %s/v1/documents/README.md
                  curl '%s/v1/search?q=what+is+this+about'

                Ctrl-C ends it.
                """.formatted(
                        took,
                        data,
                        query,
                        query,
                        query,
                        ingest,
                        ingest,
                        index,
                        index,
                        freshet.kafkaPort(),
                        freshet.registryPort(),
                        ingest,
                        query);
    }
}
