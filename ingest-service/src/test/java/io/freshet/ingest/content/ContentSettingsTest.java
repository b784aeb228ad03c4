package io.freshet.ingest.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freshet.records.Topics;
import io.freshet.service.config.ByteSize;
import io.freshet.service.config.ConfigException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContentSettingsTest {

    @Test
    void hasDefaultsThatAllowNothing() throws Exception {
        assertThat(ContentSettingsOf.keys(Map.of()))
                .isEqualTo(new ContentSettings(
                        null,
                        new S3Settings(null, "", null, "us-east-1", true, null, null),
                        List.of(),
                        false,
                        ByteSize.mebibytes(512),
                        Duration.ofDays(38),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(10),
                        null,
                        ByteSize.mebibytes(2048)));
    }

    @Test
    void aFileOutlivesTheDeadLetterOfAnEventThatWasReadAtTheLastMoment() throws Exception {
        Topics topics = new Topics("freshet.", 1);
        Duration events =
                Duration.ofMillis(Long.parseLong(topics.documents().settings().get("retention.ms")));
        Duration letters =
                Duration.ofMillis(Long.parseLong(topics.deadLetters().settings().get("retention.ms")));

        assertThat(ContentSettingsOf.keys(Map.of()).keepFor()).isGreaterThan(events.plus(letters));
    }

    @Test
    void takesEveryKey() throws Exception {
        ContentSettings settings = ContentSettingsOf.keys(Map.ofEntries(
                Map.entry("s3.bucket", "kept"),
                Map.entry("s3.prefix", "freshet/"),
                Map.entry("s3.endpoint", "http://s3.example.org:9000"),
                Map.entry("s3.region", "eu-central-1"),
                Map.entry("s3.path-style", "false"),
                Map.entry("s3.access-key", "key"),
                Map.entry("s3.secret-key", "secret"),
                Map.entry("allow", "https://a.example.org, s3://b"),
                Map.entry("allow-private-addresses", "true"),
                Map.entry("max-size", "1MiB"),
                Map.entry("keep-for", "40d"),
                Map.entry("connect-limit", "1s"),
                Map.entry("read-limit", "2s"),
                Map.entry("time-limit", "3s"),
                Map.entry("temp", "/tmp/x"),
                Map.entry("max-temp", "2MiB")));

        assertThat(settings)
                .isEqualTo(new ContentSettings(
                        null,
                        new S3Settings(
                                "kept",
                                "freshet/",
                                URI.create("http://s3.example.org:9000"),
                                "eu-central-1",
                                false,
                                "key",
                                "secret"),
                        List.of("https://a.example.org", "s3://b"),
                        true,
                        ByteSize.mebibytes(1),
                        Duration.ofDays(40),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Path.of("/tmp/x"),
                        ByteSize.mebibytes(2)));
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        assertRefused(Map.of("directory", "/a", "s3.bucket", "b"), "not both");
        assertRefused(Map.of("s3.access-key", "key"), "belong together");
        assertRefused(Map.of("max-size", "3GiB"), "max-temp");
        assertRefused(Map.of("allow", "cms.example.org"), "'cms.example.org' is no place to fetch from");
    }

    private static void assertRefused(Map<String, String> keys, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ContentSettingsOf.keys(keys))
                .withMessageContaining(message);
    }
}
