package io.freshet.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    @TempDir
    private Path dir;

    @Test
    void nestedAndDottedKeysMeetInOneName() throws Exception {
        Path file = file("freshet:\n  http.port: 1\n  kafka:\n    client: {linger.ms: 5}\n    hosts: [a, b]\n");

        assertThat(ConfigFile.read(file))
                .isEqualTo(Map.of(
                        "freshet.http.port", "1", "freshet.kafka.client.linger.ms", "5", "freshet.kafka.hosts", "a,b"));
    }

    @Test
    void aMalformedFileIsOneProblem() throws Exception {
        Path file = file("freshet: [");

        assertThatThrownBy(() -> ConfigFile.read(file)).isInstanceOf(ConfigException.class);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> ConfigFile.read(dir.resolve("none.yaml")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.yaml");
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(dir.resolve("freshet.yaml"), yaml);
    }
}
