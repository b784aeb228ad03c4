package io.freshet.embedding.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CachingEmbedderTest {
    private final FakeEmbedder provider = new FakeEmbedder();
    private final CachingEmbedder cached = new CachingEmbedder(provider, 1 << 20, Time.meters());

    @Test
    void aTextIsEmbeddedOnceWhileItIsRemembered() throws EmbeddingException {
        cached.embed(List.of("river"), TextKind.QUERY);
        cached.embed(List.of("river"), TextKind.QUERY);
        List<float[]> vectors = cached.embed(List.of("rivers", "river", "rivers"), TextKind.QUERY);

        assertThat(provider.requests).containsExactly(List.of("river"), List.of("rivers"));
        assertThat(vectors)
                .usingRecursiveComparison()
                .isEqualTo(List.of(
                        FakeEmbedder.vector("rivers"), FakeEmbedder.vector("river"), FakeEmbedder.vector("rivers")));
    }

    @Test
    void queriesAndPassagesAreDifferentTexts() throws EmbeddingException {
        cached.embed(List.of("river"), TextKind.QUERY);
        cached.embed(List.of("river"), TextKind.PASSAGE);

        assertThat(provider.requests).hasSize(2);
    }

    @Test
    void changingAVectorChangesNobodyElses() throws EmbeddingException {
        cached.embed(List.of("river"), TextKind.QUERY).get(0)[0] = 7;

        assertThat(cached.embed(List.of("river"), TextKind.QUERY).get(0)).containsExactly(FakeEmbedder.vector("river"));
    }

    @Test
    void loadingPassagesPushesNoQueryOutAndTheOldestPassageGoes() throws EmbeddingException {
        CachingEmbedder small = new CachingEmbedder(provider, 4 * (160 + 12), Time.meters());
        small.embed(List.of("query"), TextKind.QUERY);
        small.embed(List.of("a", "b", "c"), TextKind.PASSAGE);
        provider.requests.clear();

        small.embed(List.of("query"), TextKind.QUERY);
        small.embed(List.of("a", "b", "c"), TextKind.PASSAGE);

        assertThat(provider.requests).containsExactly(List.of("a"));
    }

    @Test
    void aFailureIsNotRememberedAndItsCulpritIsNamedInTheCallersList() throws EmbeddingException {
        cached.embed(List.of("a"), TextKind.QUERY);
        provider.failing(new EmbeddingException(Kind.INVALID, "that", null, 1, null));

        EmbeddingException failure = catchThrowableOfType(
                EmbeddingException.class, () -> cached.embed(List.of("a", "b", "b", "c"), TextKind.QUERY));

        assertThat(failure.culprit()).isEqualTo(3);
        assertThat(cached.embed(List.of("c"), TextKind.QUERY)).hasSize(1);
    }

    @Test
    void textsThatAreUnderWayAreWaitedForAndAnotherCallersFailureIsNotOurs() throws Exception {
        CountDownLatch firstIsIn = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        List<List<String>> requests = new ArrayList<>();
        Embedder gated = new Gated(firstIsIn, release, requests);
        CachingEmbedder shared = new CachingEmbedder(gated, 0, Time.meters());
        ExecutorService callers = Executors.newFixedThreadPool(2);

        Future<List<float[]>> first = callers.submit(() -> shared.embed(List.of("same", "bad"), TextKind.PASSAGE));
        assertThat(firstIsIn.await(10, TimeUnit.SECONDS)).isTrue();
        Future<List<float[]>> second = callers.submit(() -> shared.embed(List.of("own", "same"), TextKind.PASSAGE));
        Gated.awaitSize(requests, 2);
        release.countDown();

        assertThat(second.get(10, TimeUnit.SECONDS).get(1)).containsExactly(FakeEmbedder.vector("same"));
        assertThat(first).failsWithin(java.time.Duration.ofSeconds(10));
        assertThat(requests).containsExactly(List.of("same", "bad"), List.of("own"), List.of("same"));
        callers.shutdown();
    }

    /** Holds its first request until it is released, and then fails it. */
    private record Gated(CountDownLatch firstIsIn, CountDownLatch release, List<List<String>> requests)
            implements Embedder {

        @Override
        public EmbeddingModel model() {
            return new EmbeddingModel("fake", 3, 20, "", "");
        }

        @Override
        public List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException {
            boolean first;
            synchronized (requests) {
                first = requests.isEmpty();
                requests.add(texts);
                requests.notifyAll();
            }
            if (first) {
                firstIsIn.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                throw new EmbeddingException(Kind.UNAVAILABLE, "bad day", null);
            }
            return texts.stream().map(FakeEmbedder::vector).toList();
        }

        static void awaitSize(List<List<String>> requests, int size) throws InterruptedException {
            synchronized (requests) {
                while (requests.size() < size) {
                    requests.wait(10_000);
                }
            }
        }

        @Override
        public void close() {}
    }
}
