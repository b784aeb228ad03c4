package io.freshet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.settings.EmbeddingSettings;
import io.freshet.embedding.stack.OpenEmbedder;
import io.freshet.service.config.ConfigReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a remote embedder keeps with everything that is around it. */
abstract class RemoteEmbedderContract extends EmbedderContract {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @SuppressWarnings("NullAway.Init") // by startProvider
    private FakeProvider provider;

    /** Settings beyond address, model and window. */
    abstract Map<String, String> settings();

    /** As services have it. */
    record Tree(EmbeddingSettings embedding) {}

    @BeforeEach
    void startProvider() throws IOException {
        if (provider == null) {
            provider = new FakeProvider();
        }
    }

    @AfterEach
    void stopProvider() {
        provider.close();
    }

    @Override
    protected Embedder open() throws Exception {
        startProvider();
        return opened(Map.of()).embedder();
    }

    private OpenEmbedder opened(Map<String, String> more) throws Exception {
        Map<String, String> keys = new HashMap<>();
        Map<String, String> all = new HashMap<>(settings());
        all.putAll(Map.of(
                "url",
                provider.url(),
                "model",
                "hash-of-words",
                "dimensions",
                String.valueOf(FakeProvider.DIMENSIONS),
                "max-tokens",
                String.valueOf(FakeProvider.WINDOW),
                "retry.first-pause",
                "1ms",
                "retry.patience",
                "100ms"));
        all.putAll(more);
        all.forEach((name, value) -> keys.put("freshet.embedding." + name, value));
        return OpenEmbedder.open(
                ConfigReader.read(Tree.class, keys, Map.of(), Map.of()).value().embedding(), meters);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 17, 80})
    void anInvalidTextIsNamedWhereverItStands(int place) throws Exception {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 81; i++) {
            texts.add(i == place ? FakeProvider.FORBIDDEN : "text " + i + " words".repeat(i % 5));
        }
        try (OpenEmbedder opened = opened(Map.of())) {
            EmbeddingException failure = failure(opened, texts);

            assertThat(failure.kind()).isEqualTo(Kind.INVALID);
            assertThat(failure.culprit()).isEqualTo(place);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void aWrongSettingIsNoTextsFaultAndShows(int status) throws Exception {
        try (OpenEmbedder opened = opened(Map.of())) {
            provider.answering(status, "");

            EmbeddingException failure = failure(opened, List.of("a", "b"));

            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure.isMisconfigured()).isTrue();
            assertThat(catchThrowableOfType(EmbeddingException.class, opened::checkSettings))
                    .hasMessage(failure.getMessage());
        }
    }

    @Test
    void aProviderThatRefusesEverythingBlamesNoText() throws Exception {
        try (OpenEmbedder opened = opened(Map.of())) {
            opened.embedder().embed(List.of("first"), TextKind.PASSAGE);
            for (int i = 0; i < 4; i++) {
                provider.answering(400, "");
            }

            EmbeddingException failure = failure(opened, List.of("a", "b"));

            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        }
    }

    @Test
    void aShortOutageIsNotSeen() throws Exception {
        try (OpenEmbedder opened = opened(Map.of("retry.patience", "30s"))) {
            provider.answering(503, "");
            provider.answering(429, "0");
            provider.answering(500, "");

            assertThat(opened.embedder().embed(List.of("a"), TextKind.PASSAGE)).hasSize(1);
            assertThat(meters.counter("freshet.embedding.retries", "model", "hash-of-words")
                            .count())
                    .isEqualTo(3);
        }
    }

    @Test
    void aLongWishToBeLeftAloneIsTheCallersAffair() throws Exception {
        try (OpenEmbedder opened = opened(Map.of())) {
            provider.answering(429, "20");

            EmbeddingException failure = failure(opened, List.of("a"));

            assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
            assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(20));
        }
    }

    @Test
    void afterCloseItRefuses() throws Exception {
        OpenEmbedder opened = opened(Map.of());
        opened.close();

        assertThat(failure(opened, List.of("a"))).hasMessageContaining("closed");
    }

    private static EmbeddingException failure(OpenEmbedder opened, List<String> texts) {
        return catchThrowableOfType(
                EmbeddingException.class, () -> opened.embedder().embed(texts, TextKind.PASSAGE));
    }
}
