package io.freshet.embedding.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.embedding.onnx.Pooling;
import io.freshet.service.config.ConfigException;
import io.freshet.service.config.ConfigReader;
import io.freshet.service.config.Effective;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EmbeddingSettingsTest {

    /** As the services have it. */
    record Tree(EmbeddingSettings embedding) {}

    @Test
    void defaultsAreTheBundledModelsAndThese() throws ConfigException {
        EmbeddingSettings settings = read(Map.of());

        assertThat(settings.provider()).isEqualTo(Provider.ONNX);
        assertThat(settings.pooling()).isEqualTo(Pooling.MEAN);
        assertThat(settings.threads()).isZero();
        assertThat(settings.http().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.http().requestTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.http().concurrency()).isEqualTo(4);
        assertThat(settings.http().maxAnswer()).hasToString("64MiB");
        assertThat(settings.http().shorten()).isFalse();
        assertThat(settings.http().base64()).isFalse();
        assertThat(settings.batch()).isEqualTo(new EmbeddingSettings.Batch(32, 8000));
        assertThat(settings.retry())
                .isEqualTo(new EmbeddingSettings.Retry(
                        Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofSeconds(10)));
        assertThat(settings.budget()).isEqualTo(new EmbeddingSettings.Budget(0, 0, Duration.ofSeconds(30)));
        assertThat(settings.cache()).hasToString("4MiB");
    }

    @Test
    void everySettingOfARemoteModelArrives() throws ConfigException {
        EmbeddingSettings settings = read(Map.ofEntries(
                Map.entry("provider", "openai"),
                Map.entry("model", "text-embedding-3-small"),
                Map.entry("dimensions", "512"),
                Map.entry("max-tokens", "8191"),
                Map.entry("query-prefix", "query: "),
                Map.entry("passage-prefix", "passage: "),
                Map.entry("tokenizer", "t.json"),
                Map.entry("url", "https://api.example.com/v1"),
                Map.entry("api-key", "sk-1"),
                Map.entry("http.connect-timeout", "1s"),
                Map.entry("http.request-timeout", "2s"),
                Map.entry("http.concurrency", "3"),
                Map.entry("http.max-answer", "4KiB"),
                Map.entry("http.shorten", "true"),
                Map.entry("http.base64", "true"),
                Map.entry("batch.texts", "5"),
                Map.entry("batch.tokens", "6"),
                Map.entry("retry.first-pause", "7ms"),
                Map.entry("retry.longest-pause", "8ms"),
                Map.entry("retry.patience", "9ms"),
                Map.entry("budget.requests-per-minute", "10"),
                Map.entry("budget.tokens-per-minute", "11"),
                Map.entry("budget.longest-wait", "12s"),
                Map.entry("cache", "13B")));

        assertThat(settings.remoteOrFileModel().id()).isEqualTo("text-embedding-3-small");
        assertThat(settings.remoteOrFileModel().dimensions()).isEqualTo(512);
        assertThat(settings.remoteOrFileModel().maxTokens()).isEqualTo(8191);
        assertThat(settings.remoteOrFileModel().queryPrefix()).isEqualTo("query: ");
        assertThat(settings.remoteOrFileModel().passagePrefix()).isEqualTo("passage: ");
        assertThat(settings.tokenizer()).isEqualTo(Path.of("t.json"));
        assertThat(settings.url()).isEqualTo(URI.create("https://api.example.com/v1"));
        assertThat(settings.apiKey()).isEqualTo("sk-1");
        assertThat(settings.http().connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.http().requestTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.http().concurrency()).isEqualTo(3);
        assertThat(settings.http().maxAnswer().bytes()).isEqualTo(4096);
        assertThat(settings.http().shorten()).isTrue();
        assertThat(settings.http().base64()).isTrue();
        assertThat(settings.batch()).isEqualTo(new EmbeddingSettings.Batch(5, 6));
        assertThat(settings.retry())
                .isEqualTo(
                        new EmbeddingSettings.Retry(Duration.ofMillis(7), Duration.ofMillis(8), Duration.ofMillis(9)));
        assertThat(settings.budget()).isEqualTo(new EmbeddingSettings.Budget(10, 11, Duration.ofSeconds(12)));
        assertThat(settings.cache().bytes()).isEqualTo(13);
    }

    @Test
    void everySettingOfAModelInFilesArrives() throws ConfigException {
        EmbeddingSettings settings = read(Map.of(
                "provider", "onnx-files",
                "model", "e5-small",
                "dimensions", "384",
                "max-tokens", "512",
                "weights", "m.onnx",
                "tokenizer", "t.json",
                "pooling", "cls",
                "threads", "3"));

        assertThat(settings.weights()).isEqualTo(Path.of("m.onnx"));
        assertThat(settings.pooling()).isEqualTo(Pooling.CLS);
        assertThat(settings.threads()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            provider=openai                               | model is required for provider = openai; dimensions is required for provider = openai; max-tokens is required for provider = openai; url is required for provider = openai
            model=x                                       | model is fixed for the bundled model; set provider to use another model
            url=http://h                                  | url is for a remote provider, not onnx
            api-key=k                                     | api-key is for a remote provider, not onnx
            weights=w                                     | weights is for provider = onnx-files, not onnx
            provider=onnx-files,model=m,dimensions=1,max-tokens=16 | tokenizer is required for provider = onnx-files; weights is required for provider = onnx-files
            provider=cohere,model=m,dimensions=1,max-tokens=16,url=http://h | api-key is required for provider = cohere
            provider=cohere,model=m,dimensions=1,max-tokens=16,url=http://h,api-key=k,batch.texts=97 | batch.texts = 97: cohere takes at most 96
            provider=tei,model=m,dimensions=1,max-tokens=16,url=ftp://h | url must be an address such as https://host/path
            provider=tei,model=m,dimensions=1,max-tokens=16,url=http://user:pass@h | url must be an address such as https://host/path, without user and password
            http.request-timeout=0s                       | http.request-timeout must be longer than 0s
            retry.longest-pause=1ms                       | retry.longest-pause must not be below retry.first-pause
            """)
    void whatIsWrongIsSaid(String given, String problem) {
        Map<String, String> keys = new HashMap<>();
        for (String pair : given.strip().split(",", -1)) {
            keys.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }

        assertThatThrownBy(() -> read(keys)).isInstanceOf(ConfigException.class).hasMessageContaining(problem.strip());
    }

    @Test
    void theKeyIsNeverShown() throws ConfigException {
        Map<String, String> keys = Map.of(
                "freshet.embedding.provider", "tei",
                "freshet.embedding.model", "m",
                "freshet.embedding.dimensions", "2",
                "freshet.embedding.max-tokens", "16",
                "freshet.embedding.url", "http://h",
                "freshet.embedding.api-key", "s3cret");
        var config = ConfigReader.read(Tree.class, Map.of(), Map.of(), keys);

        assertThat(config.value().toString()).doesNotContain("s3cret");
        assertThat(config.effective()).extracting(Effective::shown).doesNotContain("s3cret");
    }

    private static EmbeddingSettings read(Map<String, String> settings) throws ConfigException {
        Map<String, String> keys = new HashMap<>();
        settings.forEach((name, value) -> keys.put("freshet.embedding." + name, value));
        return ConfigReader.read(Tree.class, Map.of(), Map.of(), keys).value().embedding();
    }
}
