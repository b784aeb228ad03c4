package io.freshet.testkit;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.head;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.store.HeadWatch;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a store keeps that hears of heads being written. One that does not says so, and keeps nothing. */
abstract class WatchContract extends StoreCalls {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    WatchContract(StoreUnderTest underTest) {
        super(underTest);
    }

    @Test
    void aWriteEndsTheWait() throws Exception {
        for (Write write : List.of(head("doc").put(ACME), new Write.DeleteHead(ACME, "doc"))) {
            ends(write, ACME, "other", "doc");
        }
    }

    @Test
    void theFirstWriteOfATenantEndsTheWait() throws Exception {
        ends(head("doc").put("nobody-yet"), "nobody-yet", "doc");
    }

    /** The wait is so long that only the write can have ended it. */
    private void ends(Write write, String tenant, String... documentIds) throws Exception {
        Optional<HeadWatch> watch = watch(tenant, documentIds);
        if (watch.isEmpty()) {
            return;
        }
        ExecutorService thread = Executors.newSingleThreadExecutor();
        CompletableFuture<Void> started = new CompletableFuture<>();
        try (HeadWatch begun = watch.get()) {
            Future<Boolean> waiting = thread.submit(() -> {
                started.complete(null);
                begun.await(LONG);
                return store().search().heads(tenant, List.of("doc")).containsKey("doc");
            });
            started.get(10, TimeUnit.SECONDS);

            accepted(write);

            assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(write instanceof Write.PutHead);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void aWriteBetweenTheLookAndTheWaitIsNotMissed() throws Exception {
        Optional<HeadWatch> watch = watch(ACME, "doc");
        if (watch.isPresent()) {
            try (HeadWatch begun = watch.get()) {
                assertThat(store().search().heads(ACME, List.of("doc"))).isEmpty();
                accepted(head("doc").put(ACME));
                long before = System.nanoTime();

                begun.await(LONG);

                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LONG);
                assertThat(store().search().heads(ACME, List.of("doc"))).containsOnlyKeys("doc");
            }
        }
    }

    @Test
    void theWaitIsOverWhenTheTimeIs() throws Exception {
        Optional<HeadWatch> watch = watch(ACME, "doc", "doc");
        if (watch.isPresent()) {
            try (HeadWatch begun = watch.get()) {
                accepted(
                        head("other").put(ACME),
                        head("doc").put("other"),
                        chunk("doc").put(ACME, X));
                begun.await(SHORT);
                begun.await(Duration.ZERO);
            }
        }
    }

    private Optional<HeadWatch> watch(String tenant, String... documentIds) throws StoreUnavailableException {
        return store().search().pinned().watch(tenant, List.of(documentIds));
    }
}
