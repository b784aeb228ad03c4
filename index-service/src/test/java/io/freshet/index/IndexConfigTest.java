package io.freshet.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.embedding.settings.Provider;
import io.freshet.index.audit.AuditSettings;
import io.freshet.index.chunk.ChunkSettings;
import io.freshet.index.chunk.Strategy;
import io.freshet.index.write.CallLimits;
import io.freshet.service.config.ByteSize;
import io.freshet.service.config.ConfigException;
import io.freshet.service.config.ConfigReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IndexConfigTest {

    @Test
    void defaultsAreThese() throws ConfigException {
        IndexConfig config = read(Map.of());

        assertThat(config.http().port()).isEqualTo(8082);
        assertThat(config.store().directory()).isEqualTo(Path.of("data/index"));
        assertThat(config.embedding().provider()).isEqualTo(Provider.ONNX);
        assertThat(config.chunking()).isEqualTo(chunking(null, null, 50_000));
        assertThat(config.chunking().usual()).isEqualTo(new Strategy.Semantic(new ChunkSettings(100, 300)));
        assertThat(config.stream().stateDirectory()).isEqualTo(Path.of("data/streams"));
        assertThat(config.stream().threads()).isEqualTo(2);
        assertThat(config.stream().commitInterval()).isEqualTo(Duration.ofMillis(10));
        assertThat(config.stream().transactionTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.stream().stateMemory().bytes()).isEqualTo(16 * 1024 * 1024);
        assertThat(config.stream().rememberDeletions()).isEqualTo(Duration.ofDays(30));
        assertThat(config.stream().standbyReplicas()).isZero();
        assertThat(config.stream().rack()).isEmpty();
        assertThat(config.stream().groupProtocol()).isEqualTo(IndexConfig.Stream.GroupProtocol.CLASSIC);
        assertThat(config.stream().embedding()).isEqualTo(new IndexConfig.Stream.Embedding(2, 16, 200, 20_000));
        assertThat(config.writer().syncInterval()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.writer().longestPause()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.writer().asOfInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.audit())
                .isEqualTo(new AuditSettings(Duration.ofDays(1), true, 10_000, new ByteSize(64L << 20), 10));
        assertThat(config.writer().calls()).isEqualTo(new CallLimits(200, 10, 500, 4 * 1024 * 1024, 1));
        assertThat(config.writer().landing()).isNull();
        assertThat(config.store().landing()).isEqualTo(Duration.ZERO);
        assertThat(config.roles()).containsExactly(IndexConfig.Role.STREAM, IndexConfig.Role.WRITER);
    }

    @Test
    void everySettingArrives() throws ConfigException {
        IndexConfig config = read(Map.ofEntries(
                Map.entry("freshet.http.port", "9000"),
                Map.entry("freshet.store.directory", "/x/index"),
                Map.entry("freshet.embedding.threads", "3"),
                Map.entry("freshet.chunking.min-tokens", "40"),
                Map.entry("freshet.chunking.max-tokens", "160"),
                Map.entry("freshet.chunking.max-chunks", "500"),
                Map.entry("freshet.stream.state-directory", "/x/streams"),
                Map.entry("freshet.stream.threads", "3"),
                Map.entry("freshet.stream.commit-interval", "20ms"),
                Map.entry("freshet.stream.transaction-timeout", "2m"),
                Map.entry("freshet.stream.state-memory", "32MiB"),
                Map.entry("freshet.stream.standby-replicas", "1"),
                Map.entry("freshet.stream.rack", "north"),
                Map.entry("freshet.stream.group-protocol", "streams"),
                Map.entry("freshet.stream.embedding.threads", "4"),
                Map.entry("freshet.stream.embedding.batch", "32"),
                Map.entry("freshet.stream.embedding.waiting-documents", "50"),
                Map.entry("freshet.stream.embedding.waiting-texts", "5000"),
                Map.entry("freshet.stream.remember-deletions", "24h"),
                Map.entry("freshet.writer.sync-interval", "1s"),
                Map.entry("freshet.writer.longest-pause", "3s"),
                Map.entry("freshet.writer.as-of-interval", "5s"),
                Map.entry("freshet.audit.every", "0s"),
                Map.entry("freshet.audit.repair", "false"),
                Map.entry("freshet.audit.rate", "500"),
                Map.entry("freshet.audit.memory", "1GiB"),
                Map.entry("freshet.audit.most-removed", "100"),
                Map.entry("freshet.writer.most-calls", "4"),
                Map.entry("freshet.writer.first-call", "60"),
                Map.entry("freshet.writer.smallest-call", "20"),
                Map.entry("freshet.writer.largest-call", "80"),
                Map.entry("freshet.writer.largest-call-size", "1MiB"),
                Map.entry("freshet.writer.landing", "30s"),
                Map.entry("freshet.roles", "writer")));

        assertThat(config.http().port()).isEqualTo(9000);
        assertThat(config.store().directory()).isEqualTo(Path.of("/x/index"));
        assertThat(config.embedding().threads()).isEqualTo(3);
        assertThat(config.chunking()).isEqualTo(chunking(40, 160, 500));
        assertThat(config.chunking().usual()).isEqualTo(new Strategy.Semantic(new ChunkSettings(40, 160)));
        assertThat(config.stream().stateDirectory()).isEqualTo(Path.of("/x/streams"));
        assertThat(config.stream().threads()).isEqualTo(3);
        assertThat(config.stream().commitInterval()).isEqualTo(Duration.ofMillis(20));
        assertThat(config.stream().transactionTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.stream().stateMemory().bytes()).isEqualTo(32 * 1024 * 1024);
        assertThat(config.stream().rememberDeletions()).isEqualTo(Duration.ofDays(1));
        assertThat(config.stream().standbyReplicas()).isEqualTo(1);
        assertThat(config.stream().rack()).isEqualTo("north");
        assertThat(config.stream().groupProtocol()).isEqualTo(IndexConfig.Stream.GroupProtocol.STREAMS);
        assertThat(config.stream().embedding()).isEqualTo(new IndexConfig.Stream.Embedding(4, 32, 50, 5_000));
        assertThat(config.writer())
                .isEqualTo(new IndexConfig.Writer(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(5),
                        4,
                        60,
                        20,
                        80,
                        ByteSize.mebibytes(1),
                        Duration.ofSeconds(30)));
        assertThat(config.writer().calls()).isEqualTo(new CallLimits(60, 20, 80, 1024 * 1024, 4));
        assertThat(config.audit()).isEqualTo(new AuditSettings(Duration.ZERO, false, 500, new ByteSize(1L << 30), 100));
        assertThat(config.roles()).containsExactly(IndexConfig.Role.WRITER);
    }

    @Test
    void callsThatCannotGrowFromSmallToLargeAreRefused() {
        assertThatThrownBy(() -> read(Map.of("freshet.writer.first-call", "501")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("first-call");
    }

    @Test
    void aProcessWithoutARoleIsRefused() {
        assertThatThrownBy(() -> read(Map.of("freshet.roles", "")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("roles");
    }

    @Test
    void sizesThatLeaveNoChoiceAreRefused() {
        assertThatThrownBy(() -> read(Map.of("freshet.chunking.min-tokens", "200")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("max-tokens = 300");
    }

    @Test
    void everyStrategyHasSizesOfItsOwn() throws ConfigException {
        assertThat(usual(Map.of("freshet.chunking.strategy", "parent-child")))
                .isEqualTo(new Strategy.ParentChild(new ChunkSettings(150, 500), new ChunkSettings(32, 96)));
        assertThat(usual(Map.of("freshet.chunking.strategy", "recursive")))
                .isEqualTo(new Strategy.Recursive(new ChunkSettings(100, 256)));
        assertThat(usual(Map.of("freshet.chunking.strategy", "fixed"))).isEqualTo(new Strategy.Fixed(512, 50));
        assertThat(usual(Map.of(
                        "freshet.chunking.strategy", "fixed",
                        "freshet.chunking.max-tokens", "200",
                        "freshet.chunking.overlap-tokens", "0")))
                .isEqualTo(new Strategy.Fixed(200, 0));
        assertThat(usual(Map.of(
                        "freshet.chunking.strategy", "parent-child",
                        "freshet.chunking.min-tokens", "80",
                        "freshet.chunking.max-tokens", "300",
                        "freshet.chunking.child-tokens", "100")))
                .isEqualTo(new Strategy.ParentChild(new ChunkSettings(80, 300), new ChunkSettings(50, 150)));
    }

    @Test
    void aSourceIsCutItsOwnWayAndElseAsAllOthers() throws ConfigException {
        IndexConfig config = read(Map.of(
                "freshet.chunking.min-tokens", "50",
                "freshet.chunking.max-tokens", "200",
                "freshet.chunking.sources.wiki.max-tokens", "400",
                "freshet.chunking.sources.tickets.strategy", "recursive"));

        assertThat(config.chunking().bySource())
                .isEqualTo(Map.of(
                        "wiki", new Strategy.Semantic(new ChunkSettings(50, 400)),
                        "tickets", new Strategy.Recursive(new ChunkSettings(100, 256))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sources.wiki.min-tokens | 200 | freshet.chunking: sources.wiki: max-tokens = 300: must be at least"
                        + " twice min-tokens = 200",
                "overlap-tokens | 10 | freshet.chunking: overlap-tokens = 10: is only for the strategy fixed",
                "child-tokens | 10 | freshet.chunking: child-tokens = 10: is only for the strategy parent-child",
                "strategy | smart | freshet.chunking.strategy = 'smart' (file): expected one of [semantic, parent-child,"
                        + " recursive, fixed]"
            })
    void whatDoesNotFitIsSaid(String key, String value, String problem) {
        assertThatThrownBy(() -> read(Map.of("freshet.chunking." + key, value))).hasMessage(problem);
    }

    private static Strategy usual(Map<String, String> settings) throws ConfigException {
        return read(settings).chunking().usual();
    }

    private static IndexConfig.Chunking chunking(@Nullable Integer min, @Nullable Integer max, int maxNewChunks) {
        return new IndexConfig.Chunking(Strategy.Name.SEMANTIC, min, max, null, null, maxNewChunks, Map.of());
    }

    private static IndexConfig read(Map<String, String> settings) throws ConfigException {
        return ConfigReader.read(IndexConfig.class, Map.of(), Map.of(), settings)
                .value();
    }
}
