package io.freshet.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.store.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TenantsTest {
    private static final int PLACES = 2;

    private final FailingDirectory.Disk disk = new FailingDirectory.Disk();
    private final AtomicInteger openings = new AtomicInteger();

    @TempDir
    Path path;

    @SuppressWarnings("NullAway.Init") // by setUp
    private Tenants<WrittenTenant> tenants;

    @BeforeEach
    void setUp() {
        tenants = new Tenants<>(path, PLACES, this::open);
    }

    @AfterEach
    void tearDown() throws IOException {
        tenants.close();
    }

    @Test
    void theLeastRecentlyUsedIsClosedAndOpenedAgainOnDemand() throws IOException {
        head("a", 1);
        head("b", 2);
        assertThat(sequence("a")).isEqualTo(1);
        head("c", 3);

        assertThat(tenants.open()).isEqualTo(PLACES);
        assertThat(openings).hasValue(3);
        assertThat(sequence("a")).isEqualTo(1);
        assertThat(openings).hasValue(3);
        assertThat(sequence("b")).isEqualTo(2);
        assertThat(openings).hasValue(4);
        assertThat(tenants.names()).containsExactly("a", "b", "c");
    }

    @Test
    void whoIsUsedIsNotClosed() throws IOException {
        head("a", 1);
        head("b", 1);

        long known = tenants.existing(
                "a",
                inUse -> {
                    head("c", 1);
                    head("d", 1);
                    assertThat(tenants.open()).isEqualTo(PLACES);
                    return inUse.heads(List.of("doc")).size();
                },
                -1);

        assertThat(known).isEqualTo(1);
        assertThat(openings).hasValue(4);
    }

    @Test
    void manyAtOnceAreOpenBesideEachOther() throws IOException {
        head("a", 1);
        int open = tenants.created("a", a -> tenants.created("b", b -> tenants.created("c", c -> tenants.open())));

        assertThat(open).isEqualTo(3);
        head("d", 1);
        assertThat(tenants.open()).isEqualTo(PLACES);
    }

    @Test
    void whatCouldNotBeWrittenStaysOpenAndLosesNothing() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            head(name, 1);
        }
        sync();
        head("a", 2);
        disk.full = true;
        assertThat(sequence("b")).isEqualTo(1);
        assertThat(sequence("c")).isEqualTo(1);
        assertThat(tenants.open()).isEqualTo(PLACES);
        disk.full = false;
        assertThat(openings).hasValue(6);

        assertThat(sequence("a")).isEqualTo(2);
        assertThat(openings).hasValue(6);
        sync();
        tenants.close();
        tenants = new Tenants<>(path, PLACES, this::open);
        assertThat(sequence("a")).isEqualTo(2);
    }

    @Test
    void whatIsSyncedIsSyncedAlsoWhenItIsJustBeingClosed() throws Exception {
        Map<String, Long> written = new TreeMap<>();
        Random random = new Random(3);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> readers = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                int seed = thread;
                readers.add(threads.submit(() -> readRandomly(new Random(seed))));
            }
            for (long i = 1; i <= 200; i++) {
                String name = "t" + random.nextInt(6);
                head(name, i);
                written.put(name, i);
                assertThat(sequence(name)).isEqualTo(i);
                if (i % 10 == 0) {
                    sync();
                }
            }
            for (Future<?> reader : readers) {
                reader.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        for (Map.Entry<String, Long> each : written.entrySet()) {
            assertThat(sequence(each.getKey())).isEqualTo(each.getValue());
        }
        assertThat(tenants.open()).isLessThanOrEqualTo(PLACES);
    }

    private void sync() throws IOException {
        tenants.eachOpen(tenant -> {
            tenant.sync();
            return true;
        });
    }

    private boolean readRandomly(Random random) throws IOException {
        Map<String, Long> known = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            String name = "t" + random.nextInt(6);
            long now = sequence(name);
            assertThat(now).isGreaterThanOrEqualTo(known.getOrDefault(name, 0L));
            known.put(name, now);
        }
        return true;
    }

    private WrittenTenant open(Path directory) {
        openings.incrementAndGet();
        return new WrittenTenant(
                directory.getFileName().toString(),
                2,
                () -> OpenIndex.open(new FailingDirectory(FSDirectory.open(directory), disk)));
    }

    private void head(String tenant, long sequence) throws IOException {
        assertThat(tenants.<List<Outcome>>created(
                        tenant, index -> index.apply(List.of(Chunked.head(tenant, "doc", sequence)))))
                .containsExactly(Outcome.ACCEPTED);
    }

    private long sequence(String tenant) throws IOException {
        return tenants.existing(
                tenant,
                index -> index.heads(List.of("doc")).values().stream()
                        .mapToLong(head -> head.sequence())
                        .findFirst()
                        .orElse(0),
                0L);
    }
}
