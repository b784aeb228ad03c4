package io.freshet.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.service.config.ConfigException;
import io.freshet.service.config.ConfigReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class IndexConfigTest {

    @Test
    void defaultsAreThese() throws ConfigException {
        IndexConfig config = read(Map.of());

        assertThat(config.http().port()).isEqualTo(8082);
        assertThat(config.store().directory()).isEqualTo(Path.of("data/index"));
        assertThat(config.chunking()).isEqualTo(new IndexConfig.Chunking(100, 300, 2000));
        assertThat(config.stream().stateDirectory()).isEqualTo(Path.of("data/streams"));
        assertThat(config.stream().threads()).isEqualTo(2);
        assertThat(config.stream().commitInterval()).isEqualTo(Duration.ofMillis(10));
        assertThat(config.stream().transactionTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.stream().stateMemory().bytes()).isEqualTo(16 * 1024 * 1024);
        assertThat(config.stream().embedderPatience()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.stream().rememberDeletions()).isEqualTo(Duration.ofDays(30));
        assertThat(config.writer().syncInterval()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.writer().longestPause()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.writer().asOfInterval()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void everySettingArrives() throws ConfigException {
        IndexConfig config = read(Map.ofEntries(
                Map.entry("freshet.http.port", "9000"),
                Map.entry("freshet.store.directory", "/x/index"),
                Map.entry("freshet.chunking.min-tokens", "40"),
                Map.entry("freshet.chunking.max-tokens", "160"),
                Map.entry("freshet.chunking.max-new-chunks", "500"),
                Map.entry("freshet.stream.state-directory", "/x/streams"),
                Map.entry("freshet.stream.threads", "3"),
                Map.entry("freshet.stream.commit-interval", "20ms"),
                Map.entry("freshet.stream.transaction-timeout", "2m"),
                Map.entry("freshet.stream.state-memory", "32MiB"),
                Map.entry("freshet.stream.embedder-patience", "30s"),
                Map.entry("freshet.stream.remember-deletions", "24h"),
                Map.entry("freshet.writer.sync-interval", "1s"),
                Map.entry("freshet.writer.longest-pause", "3s"),
                Map.entry("freshet.writer.as-of-interval", "5s")));

        assertThat(config.http().port()).isEqualTo(9000);
        assertThat(config.store().directory()).isEqualTo(Path.of("/x/index"));
        assertThat(config.chunking()).isEqualTo(new IndexConfig.Chunking(40, 160, 500));
        assertThat(config.stream().stateDirectory()).isEqualTo(Path.of("/x/streams"));
        assertThat(config.stream().threads()).isEqualTo(3);
        assertThat(config.stream().commitInterval()).isEqualTo(Duration.ofMillis(20));
        assertThat(config.stream().transactionTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.stream().stateMemory().bytes()).isEqualTo(32 * 1024 * 1024);
        assertThat(config.stream().embedderPatience()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.stream().rememberDeletions()).isEqualTo(Duration.ofDays(1));
        assertThat(config.writer())
                .isEqualTo(new IndexConfig.Writer(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(5)));
    }

    @Test
    void sizesThatLeaveNoChoiceAreRefused() {
        assertThatThrownBy(() -> read(Map.of("freshet.chunking.min-tokens", "200")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("max-tokens = 300");
    }

    private static IndexConfig read(Map<String, String> settings) throws ConfigException {
        return ConfigReader.read(IndexConfig.class, Map.of(), Map.of(), settings)
                .value();
    }
}
