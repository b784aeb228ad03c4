package io.freshet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.index.IndexConfig;
import io.freshet.ingest.IngestConfig;
import io.freshet.query.GatewayConfig;
import io.freshet.service.config.ConfigReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference page says what the declarations say. {@code -Dfreshet.write-configuration=true} writes it anew. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "CONFIGURATION.md");

    @Test
    void theReferencePageIsWhatTheDeclarationsSay() throws IOException {
        String page = page();

        if (Boolean.getBoolean("freshet.write-configuration")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("mvn test -pl deploy/local -am -Dfreshet.write-configuration=true writes it anew")
                .isEqualTo(page);
    }

    private static String page() {
        return """
                # Configuration

                Each service takes `--config FILE` (YAML) and environment variables. The first of these that has a key decides:
                environment, file, default. Keys may be nested or dotted in the file. All problems are reported at once; a key in the
                file that is not listed here is an error. Durations are written `250ms`, `30s`, `5m`, `2h`, `7d`; sizes `64KiB`, `16MiB`,
                `2GiB`; lists with commas.

                This page is generated from the declarations in the code.

                ## ingest-service

                %s
                ## index-service

                %s
                ## query-gateway

                %s""".formatted(
                        ConfigReference.markdown(IngestConfig.class),
                        ConfigReference.markdown(IndexConfig.class),
                        ConfigReference.markdown(GatewayConfig.class));
    }
}
