package io.freshet.embedding.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.TextKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WatchedEmbedderTest {
    private final Time time = new Time();
    private final FakeEmbedder provider = new FakeEmbedder();
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final WatchedEmbedder watched = new WatchedEmbedder(provider, background::add, time::nanos);

    @Test
    void whatWasNeverAskedIsTriedOnce() {
        assertThat(watched.trouble()).isNull();
        watched.trouble();

        assertThat(background).hasSize(1);
        background.remove().run();
        watched.trouble();
        assertThat(background).isEmpty();
        assertThat(provider.requests).hasSize(1);
    }

    @Test
    void aFailureStandsUntilItWorksAgainAndIsTriedRarely() {
        provider.failing(EmbeddingException.misconfigured("wrong key", null));
        assertThatThrownBy(() -> watched.embed(List.of("a"), TextKind.QUERY)).isInstanceOf(EmbeddingException.class);

        assertThat(watched.trouble()).hasMessage("wrong key");
        assertThat(background).isEmpty();
        time.pass(Duration.ofSeconds(10));
        assertThat(watched.trouble()).hasMessage("wrong key");
        background.remove().run();
        assertThat(watched.trouble()).isNull();
    }

    @Test
    void aRefusedTextAndARequestToSlowDownComeFromAProviderThatWorks() {
        for (Kind kind : List.of(Kind.INVALID, Kind.OVERLOADED)) {
            provider.failing(new EmbeddingException(kind, "x", null));
            assertThatThrownBy(() -> watched.embed(List.of("a"), TextKind.QUERY))
                    .isInstanceOf(EmbeddingException.class);

            assertThat(watched.trouble()).isNull();
        }
    }
}
