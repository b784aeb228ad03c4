package io.freshet.index.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import io.freshet.service.patience.Patience;
import io.freshet.testkit.HashEmbedder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class EmbeddingPoolTest {
    private final List<Duration> pauses = new ArrayList<>();
    private final Provider provider = new Provider();
    private final EmbeddingPool pool = new EmbeddingPool(
            provider,
            new PoolSettings(2, 4, 1),
            Patience.endless(Duration.ofMillis(100), Duration.ofSeconds(1)),
            pauses::add);

    @Test
    void textsOfSeveralDocumentsAndTasksShareABatch() throws Exception {
        Desk one = pool.open();
        Desk other = pool.open();
        one.ask("a", texts("a", 2));
        other.ask("b", texts("b", 2));

        pool.work();

        assertThat(provider.calls).singleElement().satisfies(call -> assertThat(call)
                .containsExactlyInAnyOrder("a 0", "a 1", "b 0", "b 1"));
        assertThat(one.collect()).hasSize(2);
        assertThat(other.collect()).hasSize(2);
    }

    @Test
    void aLongDocumentHoldsUpNoShortOne() throws Exception {
        Desk desk = pool.open();
        desk.ask("long", texts("long", 100));
        pool.work();
        desk.ask("short", texts("short", 1));

        pool.work();

        assertThat(provider.calls.get(1)).contains("short 0");
    }

    @Test
    void equalTextsAreEmbeddedOnce() throws Exception {
        Desk desk = pool.open();
        desk.ask("a", List.of(asked("a", "same"), asked("a", "same")));

        pool.work();

        assertThat(provider.calls).containsExactly(List.of("same"));
        assertThat(desk.collect()).hasSize(2);
    }

    @Test
    void aProviderThatDoesNotAnswerIsAskedAgainAfterGrowingPausesAndThatIsTold() throws Exception {
        provider.failing(Kind.UNAVAILABLE, null, null).failing(Kind.OVERLOADED, null, Duration.ofSeconds(7));
        Desk desk = pool.open();
        desk.ask("a", texts("a", 1));

        pool.work();
        pool.work();
        assertThat(pool.problem()).contains("OVERLOADED");
        pool.work();

        assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofSeconds(7));
        assertThat(pool.problem()).isNull();
        assertThat(desk.collect()).hasSize(1);
    }

    @Test
    void aGuiltyTextThatIsNamedIsRefusedAlone() throws Exception {
        provider.failing(Kind.INVALID, 1, null);
        Desk desk = pool.open();
        desk.ask("a", texts("a", 3));

        pool.work();

        assertThat(desk.collect())
                .filteredOn(Answer.Refused.class::isInstance)
                .singleElement()
                .satisfies(refused -> assertThat(refused.asked().text()).isEqualTo("a 1"));
        assertThat(provider.calls).containsExactly(List.of("a 0", "a 2"));
    }

    @Test
    void aGuiltyTextThatIsNotNamedIsFoundByHalving() throws Exception {
        provider.guilty = "a 2";
        Desk desk = pool.open();
        desk.ask("a", texts("a", 4));

        pool.work();

        List<Answer> answers = desk.collect();
        assertThat(answers)
                .hasSize(4)
                .filteredOn(Answer.Refused.class::isInstance)
                .singleElement()
                .satisfies(refused -> assertThat(refused.asked().text()).isEqualTo("a 2"));
    }

    @Test
    void whatIsTakenBackIsNotEmbedded() throws Exception {
        Desk desk = pool.open();
        desk.ask("a", texts("a", 2));
        desk.ask("b", texts("b", 1));

        desk.cancel("a");
        pool.work();

        assertThat(provider.calls).containsExactly(List.of("b 0"));
    }

    @Test
    void aDeskThatIsClosedGetsNothingAndAsksNothing() throws Exception {
        Desk desk = pool.open();
        desk.ask("a", texts("a", 2));

        desk.close();

        assertThat(pool.work()).isFalse();
        assertThat(pool.desks()).isZero();
        assertThat(desk.collect()).isEmpty();
    }

    @Test
    void itsThreadsWorkUntilItIsClosed() throws Exception {
        EmbeddingPool started = pool.start();
        Desk desk = started.open();
        desk.ask("a", texts("a", 50));

        List<Answer> answers = new ArrayList<>();
        while (answers.size() < 50) {
            desk.await(Duration.ofSeconds(10));
            answers.addAll(desk.collect());
        }
        started.close();

        assertThat(answers).hasSize(50);
    }

    private static List<Asked> texts(String document, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> asked(document, document + " " + i))
                .toList();
    }

    private static Asked asked(String document, String text) {
        return new Asked(document, new UUID(text.hashCode(), 0), text);
    }

    /** A provider that fails as told, and remembers the calls that did not. */
    private static final class Provider implements Embedder {
        private final HashEmbedder hashes = new HashEmbedder(4);
        private final Deque<EmbeddingException> failures = new ArrayDeque<>();
        private final List<List<String>> calls = new ArrayList<>();
        private @Nullable String guilty;

        Provider failing(Kind kind, @Nullable Integer culprit, @Nullable Duration retryAfter) {
            failures.add(new EmbeddingException(kind, "told to", null, culprit, retryAfter));
            return this;
        }

        @Override
        public EmbeddingModel model() {
            return hashes.model();
        }

        @Override
        public synchronized List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException {
            EmbeddingException failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            if (guilty != null && texts.contains(guilty)) {
                throw new EmbeddingException(Kind.INVALID, "one of them", null);
            }
            calls.add(texts);
            return hashes.embed(texts, kind);
        }

        @Override
        public void close() {}
    }
}
