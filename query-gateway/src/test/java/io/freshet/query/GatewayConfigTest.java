package io.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.embedding.settings.EmbeddingSettings;
import io.freshet.service.config.ByteSize;
import io.freshet.service.config.ConfigException;
import io.freshet.service.config.ConfigReader;
import io.freshet.service.http.HttpSettings;
import io.freshet.store.settings.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {

    /** The defaults, each written out once more. */
    static GatewayConfig defaultsOnPort(int port) {
        return new GatewayConfig(
                new HttpSettings("127.0.0.1", port, ByteSize.mebibytes(1), 32, Duration.ofSeconds(30)),
                new GatewayConfig.Query(Duration.ofSeconds(5), 16, Duration.ofSeconds(1)),
                store(),
                bundledModel(),
                new GatewayConfig.Next(false, bundledModel()));
    }

    private static StoreSettings store() {
        try {
            return ConfigReader.read(StoreSettings.class, Map.of(), Map.of(), Map.of())
                    .value();
        } catch (ConfigException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static EmbeddingSettings bundledModel() {
        try {
            return ConfigReader.read(EmbeddingSettings.class, Map.of(), Map.of(), Map.of())
                    .value();
        } catch (ConfigException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void defaultsAreThese() throws Exception {
        GatewayConfig read = read(Map.of("freshet.http.port", "8080"));

        assertThat(read).isEqualTo(defaultsOnPort(8080));
    }

    @Test
    void everySettingArrives() throws Exception {
        GatewayConfig config = read(Map.of(
                "freshet.http.port", "1",
                "freshet.query.consistency-patience", "3s",
                "freshet.query.consistency-places", "4",
                "freshet.query.clock-skew", "5ms",
                "freshet.store.directory", "six",
                "freshet.embedding.threads", "7",
                "freshet.next.enabled", "true"));

        assertThat(config.http().port()).isEqualTo(1);
        assertThat(config.query()).isEqualTo(new GatewayConfig.Query(Duration.ofSeconds(3), 4, Duration.ofMillis(5)));
        assertThat(config.next().enabled()).isTrue();
        assertThat(config.store().directory()).isEqualTo(Path.of("six"));
        assertThat(config.embedding().threads()).isEqualTo(7);
    }

    @Test
    void waitingRequestsCannotTakeEveryThread() {
        assertThatThrownBy(() -> read(Map.of("freshet.http.port", "1", "freshet.query.consistency-places", "32")))
                .hasMessageContaining("consistency-places");
    }

    private static GatewayConfig read(Map<String, String> settings) throws Exception {
        return ConfigReader.read(GatewayConfig.class, settings, Map.of(), Map.of())
                .value();
    }
}
