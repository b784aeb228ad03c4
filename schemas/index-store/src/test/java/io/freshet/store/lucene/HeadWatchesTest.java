package io.freshet.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.store.HeadWatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HeadWatchesTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final HeadWatches watches = new HeadWatches();
    private final ExecutorService thread = Executors.newCachedThreadPool();

    @AfterEach
    void tearDown() {
        thread.shutdownNow();
    }

    @Test
    void aWriteWakesAllWhoWaitForItsHeadAndNobodyElse() throws Exception {
        try (HeadWatch one = watches.watch("acme", List.of("a", "b"));
                HeadWatch two = watches.watch("acme", List.of("b"));
                HeadWatch otherDocument = watches.watch("acme", List.of("a"));
                HeadWatch otherTenant = watches.watch("other", List.of("b"))) {
            watches.written("acme", "b");

            wakes(one);
            wakes(two);
            sleeps(otherDocument);
            sleeps(otherTenant);
        }
    }

    @Test
    void severalWritesBeforeTheWaitWakeOnce() throws Exception {
        try (HeadWatch watch = watches.watch("acme", List.of("a", "b"))) {
            watches.written("acme", "a");
            watches.written("acme", "a");
            watches.written("acme", "b");

            wakes(watch);
            sleeps(watch);
        }
    }

    @Test
    void whoeverClosedIsWokenNoMore() throws Exception {
        try (HeadWatch staying = watches.watch("acme", List.of("a"))) {
            HeadWatch leaving = watches.watch("acme", List.of("a"));
            leaving.close();
            leaving.close();

            watches.written("acme", "a");

            wakes(staying);
            sleeps(leaving);
        }
    }

    @Test
    void allAreWokenInTheEnd() throws Exception {
        try (HeadWatch one = watches.watch("acme", List.of("a"));
                HeadWatch two = watches.watch("other", List.of("b"))) {
            watches.wakeAll();

            wakes(one);
            wakes(two);
        }
    }

    private void wakes(HeadWatch watch) throws Exception {
        assertThat(waiting(watch).get(30, TimeUnit.SECONDS)).isTrue();
    }

    private void sleeps(HeadWatch watch) {
        Future<Boolean> waiting = waiting(watch);
        assertThatThrownBy(() -> waiting.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        waiting.cancel(true);
    }

    private Future<Boolean> waiting(HeadWatch watch) {
        return thread.submit(() -> {
            watch.await(LONG);
            return true;
        });
    }
}
