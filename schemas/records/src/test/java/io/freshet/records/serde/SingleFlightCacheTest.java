package io.freshet.records.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.records.RecordException;
import io.freshet.records.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;

class SingleFlightCacheTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger loads = new AtomicInteger();
    private final SingleFlightCache<String, String> cache =
            new SingleFlightCache<>(2, Duration.ofSeconds(60), Duration.ofSeconds(5), nanos::get);

    @Test
    void manyWhoAskAtOnceCauseOneLoad() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<String>> answers = new ArrayList<>();
        answers.add(threads.submit(() -> cache.get("a", key -> {
            loading.countDown();
            await(release);
            return load(key);
        })));
        loading.await();
        for (int i = 0; i < 7; i++) {
            answers.add(threads.submit(() -> cache.get("a", this::load)));
        }
        release.countDown();

        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("A");
        }
        threads.shutdown();
        assertThat(loads).hasValue(1);
    }

    @Test
    void theOneNotUsedForLongestGoesFirst() {
        cache.get("a", this::load);
        cache.get("b", this::load);
        cache.get("a", this::load);
        cache.get("c", this::load);
        assertThat(loads).hasValue(3);

        cache.get("a", this::load);
        assertThat(loads).hasValue(3);
        cache.get("b", this::load);

        assertThat(loads).hasValue(4);
    }

    @Test
    void anAnswerHoldsForItsTimeAndNoLonger() {
        cache.get("a", this::load);
        nanos.addAndGet(Duration.ofSeconds(60).toNanos() - 1);
        cache.get("a", this::load);
        assertThat(loads).hasValue(1);

        nanos.incrementAndGet();
        cache.get("a", this::load);

        assertThat(loads).hasValue(2);
    }

    @Test
    void aRefusalIsRememberedForAWhile() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> cache.get("a", this::refuse)).isInstanceOf(RecordException.class);
        }
        assertThat(loads).hasValue(1);

        nanos.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(cache.get("a", this::load)).isEqualTo("A");
    }

    @Test
    void anOutageIsNotRemembered() {
        assertThatThrownBy(() -> cache.get("a", this::fail)).isInstanceOf(RegistryUnavailableException.class);

        assertThat(cache.get("a", this::load)).isEqualTo("A");
    }

    @Test
    void anOldAnswerServesThroughAnOutage() {
        cache.get("a", this::load);
        nanos.addAndGet(Duration.ofHours(1).toNanos());

        assertThat(cache.get("a", this::fail)).isEqualTo("A");
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        cache.get("a", this::load);

        assertThat(loads).hasValue(3);
    }

    @Test
    void whoeverWaitsCanBeInterrupted() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Future<String> slow = threads.submit(() -> cache.get("a", key -> {
            loading.countDown();
            await(release);
            return load(key);
        }));
        loading.await();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> cache.get("a", this::load)).isInstanceOf(InterruptException.class);

        assertThat(Thread.interrupted()).isTrue();
        release.countDown();
        assertThat(slow.get()).isEqualTo("A");
        threads.shutdown();
    }

    @Test
    void whoeverWaitsDoesNotShareTheInterruptOfWhoeverAsks() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<String> interrupted = threads.submit(() -> cache.get("a", key -> {
            loading.countDown();
            await(release);
            throw new InterruptException("stopped");
        }));
        loading.await();
        Future<String> waiting = threads.submit(() -> cache.get("a", this::load));
        release.countDown();

        assertThat(waiting.get()).isEqualTo("A");
        assertThatThrownBy(interrupted::get).hasCauseInstanceOf(InterruptException.class);
        threads.shutdown();
    }

    private String load(String key) {
        loads.incrementAndGet();
        return key.toUpperCase(Locale.ROOT);
    }

    private String refuse(String key) {
        loads.incrementAndGet();
        throw new RecordException(RecordException.Code.UNKNOWN_SCHEMA, key);
    }

    private String fail(String key) {
        loads.incrementAndGet();
        throw new RegistryUnavailableException(key, null);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
