package io.freshet.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freshet.ingest.content.ContentRefusedException;
import io.freshet.ingest.content.ContentSettings;
import io.freshet.ingest.content.ContentSettingsOf;
import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.ingest.content.FileContent;
import io.freshet.service.Closing;
import io.freshet.service.health.Check;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentPartsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path home;

    private final Closing closing = new Closing();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        closing.close();
    }

    private ContentParts parts(Map<String, String> keys) throws Exception {
        Map<String, String> all = new HashMap<>(keys);
        all.put("temp", home.resolve("temp").toString());
        ContentSettings settings = ContentSettingsOf.keys(all);
        return new ContentParts(settings, meters, CLOCK, closing);
    }

    @Test
    void saysWhatToSetWhenThereIsNoStore() throws Exception {
        ContentParts parts = parts(Map.of());

        assertThat(parts.store().canKeep()).isFalse();
        assertThat(parts.checks()).isEmpty();
        assertThatExceptionOfType(ContentUnavailableException.class)
                .isThrownBy(() -> parts.store().keep("acme", new ByteArrayInputStream(new byte[1]), 10))
                .withMessageContaining("freshet.content.directory");
    }

    @Test
    void fetchesWhatItsStoreKeepsAndCountsIt() throws Exception {
        ContentParts parts = parts(Map.of("directory", home.resolve("content").toString()));
        URI reference = parts.store().keep("acme", new ByteArrayInputStream(new byte[3]), 10);

        try (FileContent content = parts.fetcher().fetch("acme", reference)) {
            assertThat(content.length()).isEqualTo(3);
        }

        for (Check check : parts.checks()) {
            check.probe().run();
        }
        assertThat(parts.checks()).extracting(Check::name).containsExactly("content");
        assertThat(fetches("freshet", "fetched")).isEqualTo(1);
        assertThat(meters.counter("freshet.content.fetched.bytes", "scheme", "freshet")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void refusesAndCountsWhatNobodyAllowed() throws Exception {
        ContentParts parts = parts(Map.of());

        for (String reference : List.of("https://a.example.org/x", "s3://b/c", "file:///etc/passwd", "gopher://x/")) {
            assertThatExceptionOfType(ContentRefusedException.class)
                    .isThrownBy(() -> parts.fetcher().fetch("acme", URI.create(reference)));
        }

        assertThat(fetches("https", "CONTENT_FORBIDDEN")).isEqualTo(1);
        assertThat(fetches("s3", "CONTENT_FORBIDDEN")).isEqualTo(1);
        assertThat(fetches("file", "CONTENT_FORBIDDEN")).isEqualTo(1);
        assertThat(fetches("other", "CONTENT_FORBIDDEN")).isEqualTo(1);
    }

    private double fetches(String scheme, String outcome) {
        return meters.counter("freshet.content.fetches", "scheme", scheme, "outcome", outcome)
                .count();
    }

    /** Runs the second test in a class loader that has everything but the SDK. */
    @Test
    void needsNoClassOfTheS3SdkUnlessS3IsUsed() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("awssdk")) {
                classPath.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader without =
                new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            assertThatExceptionOfType(ClassNotFoundException.class)
                    .isThrownBy(() -> without.loadClass("software.amazon.awssdk.services.s3.S3Client"));

            Runnable life = (Runnable) without.loadClass(Life.class.getName())
                    .getConstructor(String.class)
                    .newInstance(home.toString());

            life.run();
        }
    }

    /** A life without S3. */
    public static final class Life implements Runnable {

        private final Path home;

        public Life(String home) {
            this.home = Path.of(home);
        }

        @Override
        public void run() {
            ContentPartsTest test = new ContentPartsTest();
            test.home = home;
            try {
                test.fetchesWhatItsStoreKeepsAndCountsIt();
                test.refusesAndCountsWhatNobodyAllowed();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                test.close();
            }
        }
    }
}
