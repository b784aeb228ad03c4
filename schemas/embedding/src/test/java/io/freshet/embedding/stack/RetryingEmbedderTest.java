package io.freshet.embedding.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.TextKind;
import io.freshet.service.patience.Patience;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RetryingEmbedderTest {
    private final Time time = new Time();
    private final FakeEmbedder provider = new FakeEmbedder();
    private final RetryingEmbedder embedder = new RetryingEmbedder(
            provider,
            new Patience(Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofSeconds(2)),
            time.surroundings(),
            Time.meters());

    @Test
    void pausesGrowUntilItWorks() throws EmbeddingException {
        provider.failing(failure(Kind.UNAVAILABLE))
                .failing(failure(Kind.OVERLOADED))
                .failing(failure(Kind.UNAVAILABLE));

        List<float[]> vectors = embedder.embed(List.of("a"), TextKind.QUERY);

        assertThat(vectors).hasSize(1);
        assertThat(time.pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(300));
    }

    @Test
    void theProvidersWishIsObeyed() throws EmbeddingException {
        provider.failing(new EmbeddingException(Kind.OVERLOADED, "x", null, null, Duration.ofSeconds(1)));

        embedder.embed(List.of("a"), TextKind.QUERY);

        assertThat(time.pauses).containsExactly(Duration.ofMillis(1100));
    }

    @Test
    void aWishBeyondPatienceIsTheCallersAffairAtOnce() {
        provider.failing(new EmbeddingException(Kind.OVERLOADED, "x", null, null, Duration.ofSeconds(3)));

        EmbeddingException failed = catchFailure();

        assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(time.pauses).isEmpty();
    }

    @Test
    void patienceEnds() {
        for (int i = 0; i < 50; i++) {
            provider.failing(failure(Kind.UNAVAILABLE));
        }

        assertThat(catchFailure().kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(time.pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatCannotHelpIsNotRepeated() {
        provider.failing(failure(Kind.INVALID));
        assertThat(catchFailure().kind()).isEqualTo(Kind.INVALID);

        provider.failing(EmbeddingException.misconfigured("wrong key", null));
        assertThat(catchFailure().isMisconfigured()).isTrue();
        assertThat(provider.requests).hasSize(2);
    }

    @Test
    void theEndOfTheServiceCutsItShort() {
        time.end();
        provider.failing(failure(Kind.UNAVAILABLE));

        assertThat(catchFailure().kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(provider.requests).hasSize(1);
    }

    private EmbeddingException catchFailure() {
        return catchThrowableOfType(EmbeddingException.class, () -> embedder.embed(List.of("a"), TextKind.QUERY));
    }

    private static EmbeddingException failure(Kind kind) {
        return new EmbeddingException(kind, "scripted", null);
    }
}
