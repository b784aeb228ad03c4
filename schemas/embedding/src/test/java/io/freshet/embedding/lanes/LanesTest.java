package io.freshet.embedding.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LanesTest {
    private static final float[] VECTOR = {1};

    private final AtomicInteger closings = new AtomicInteger();

    @Test
    void neverMoreTextsAtATimeThanLanes() throws EmbeddingException {
        Lanes lanes = new Lanes(3);
        AtomicInteger busy = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<String> texts = IntStream.range(0, 300).mapToObj(Integer::toString).toList();

        List<float[]> vectors = lanes.each(texts, text -> {
            most.accumulateAndGet(busy.incrementAndGet(), Math::max);
            int work = text.repeat(10_000).hashCode();
            busy.decrementAndGet();
            return new float[] {work == 0 ? -1 : Integer.parseInt(text)};
        });

        assertThat(most).hasValueLessThanOrEqualTo(3);
        assertThat(vectors).hasSize(300);
        assertThat(vectors.get(299)).containsExactly(299);
    }

    @Test
    void aCallerDoesNotWaitForHelpersThatAreBusyElsewhere() throws Exception {
        Lanes lanes = new Lanes(2);
        CountDownLatch twoBusy = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        Future<List<float[]>> slow = caller.submit(() -> lanes.each(List.of("a", "b"), text -> {
            twoBusy.countDown();
            if (text.equals("b")) {
                awaitQuietly(release);
            }
            return VECTOR;
        }));
        awaitQuietly(twoBusy);

        List<float[]> quick = lanes.each(List.of("c", "d"), text -> VECTOR);

        assertThat(quick).hasSize(2);
        release.countDown();
        assertThat(slow.get(10, TimeUnit.SECONDS)).hasSize(2);
        caller.shutdown();
    }

    @Test
    void theFirstFailureIsTheAnswerAndEndsTheList() {
        Lanes lanes = new Lanes(1);
        AtomicInteger seen = new AtomicInteger();

        assertThatThrownBy(() -> lanes.each(List.of("good", "bad", "late"), text -> {
                    seen.incrementAndGet();
                    if (text.equals("bad")) {
                        throw new EmbeddingException(Kind.INVALID, "bad text", null);
                    }
                    return VECTOR;
                }))
                .hasMessage("bad text");
        assertThat(seen).hasValue(2);
    }

    @Test
    void anInterruptedCallerIsToldAndStaysInterrupted() {
        Lanes lanes = new Lanes(1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> lanes.each(List.of("a"), text -> VECTOR)).hasMessage("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closingIsDoneOnceAndRefusesWhatComesLater() {
        Lanes lanes = new Lanes(2);

        lanes.close(closings::incrementAndGet);
        lanes.close(closings::incrementAndGet);

        assertThat(closings).hasValue(1);
        assertThatThrownBy(() -> lanes.each(List.of("a"), text -> VECTOR)).hasMessageContaining("closed");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
