package io.freshet.ingest.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.freshet.ingest.reject.RejectionCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of files has to do. */
public abstract class ContentStoreContract {

    private static final String TENANT = "acme";
    private static final long LIMIT = 1 << 20;

    protected abstract ClaimCheckStore store();

    /** The names of all that the store holds, parts of files among them. */
    protected abstract List<String> held() throws Exception;

    private ContentFetcher fetcher() {
        return new OwnFetcher(store());
    }

    private URI keep(byte[] bytes) throws Exception {
        return store().keep(TENANT, new ByteArrayInputStream(bytes), LIMIT);
    }

    @Test
    void givesBackWhatItKeeps() throws Exception {
        byte[] bytes = new CountedBytes(200_001).readAllBytes();

        URI reference = keep(bytes);

        assertThat(reference.toString()).startsWith("freshet:acme/");
        try (FileContent content = fetcher().fetch(TENANT, reference)) {
            assertThat(content.length()).isEqualTo(bytes.length);
            assertThat(content.open().readAllBytes()).isEqualTo(bytes);
            assertThat(content.open().readAllBytes()).as("a second time").isEqualTo(bytes);
        }
    }

    @Test
    void keepsAnEmptyFile() throws Exception {
        try (FileContent content = fetcher().fetch(TENANT, keep(new byte[0]))) {
            assertThat(content.length()).isZero();
            assertThat(content.open().readAllBytes()).isEmpty();
        }
    }

    @Test
    void keepsAFileForTheNextReader() throws Exception {
        URI reference = keep(new byte[] {1});
        fetcher().fetch(TENANT, reference).close();

        try (FileContent content = fetcher().fetch(TENANT, reference)) {
            assertThat(content.open().readAllBytes()).containsExactly(1);
        }
    }

    @Test
    void keepsAFileAsLargeAsTheLimit() throws Exception {
        URI reference = store().keep(TENANT, new CountedBytes(70_000), 70_000);

        try (FileContent content = fetcher().fetch(TENANT, reference)) {
            assertThat(content.length()).isEqualTo(70_000);
        }
    }

    @Test
    void refusesAnyMoreAndKeepsNothingOfIt() throws Exception {
        CountedBytes endless = new CountedBytes(Long.MAX_VALUE);

        assertThatExceptionOfType(ContentTooLargeException.class)
                .isThrownBy(() -> store().keep(TENANT, endless, 70_000));

        assertThat(held()).isEmpty();
        assertThat(endless.position()).as("bytes read").isLessThan(300_000);
    }

    @Test
    void keepsNothingOfASenderWhoGoesAway() throws Exception {
        assertThatThrownBy(() -> store().keep(TENANT, new BrokenBytes(100_000), LIMIT))
                .isInstanceOf(IOException.class)
                .hasMessage("the sender went away");

        assertThat(held()).isEmpty();
    }

    @Test
    void refusesAnotherTenantsReference() throws Exception {
        URI reference = keep(new byte[] {1});

        assertRefused(RejectionCode.CONTENT_FORBIDDEN, "evil", reference);
    }

    @Test
    void doesNotFindAnotherTenantsFileUnderItsOwnName() throws Exception {
        URI reference = keep(new byte[] {1});
        URI forged = URI.create(reference.toString().replace("acme", "evil"));

        assertRefused(RejectionCode.CONTENT_NOT_FOUND, "evil", forged);
    }

    @Test
    void refusesAReferenceItNeverGave() {
        assertRefused(
                RejectionCode.CONTENT_NOT_FOUND,
                TENANT,
                URI.create("freshet:acme/2026-01-01/123e4567-e89b-42d3-a456-426614174000"));
    }

    @Test
    void refusesWhatIsNoReference() {
        for (String text : List.of(
                "freshet:acme",
                "freshet:acme/../evil/2026-01-01/123e4567-e89b-42d3-a456-426614174000",
                "freshet://acme/2026-01-01/123e4567-e89b-42d3-a456-426614174000",
                "freshet:acme/2026-02-30/123e4567-e89b-42d3-a456-426614174000",
                "freshet:acme/2026-01-01/123e4567-e89b-42d3-a456-426614174000/x",
                "freshet:acme/2026-01-01/123e4567-e89b-42d3-a456-426614174000#x",
                "freshet:acme/2026-01-01/%2e%2e")) {
            assertRefused(RejectionCode.BAD_EVENT, TENANT, URI.create(text));
        }
    }

    @Test
    void keepsManyAtATime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<URI>> keeps = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                byte[] bytes = String.valueOf(i).repeat(1000).getBytes(StandardCharsets.UTF_8);
                keeps.add(() -> keep(bytes));
            }

            List<Future<URI>> kept = threads.invokeAll(keeps);

            Map<URI, Integer> all = new HashMap<>();
            for (int i = 0; i < kept.size(); i++) {
                all.put(kept.get(i).get(), i);
            }
            assertThat(all).hasSize(40);
            for (Map.Entry<URI, Integer> one : all.entrySet()) {
                try (FileContent content = fetcher().fetch(TENANT, one.getKey())) {
                    assertThat(content.open())
                            .hasContent(String.valueOf(one.getValue()).repeat(1000));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void holdsNoLargeFileInMemory() throws Exception {
        long length = 96 << 20;
        long before = allocated();

        URI reference = store().keep(TENANT, new CountedBytes(length), length);

        // A client library may turn over as much memory as it likes, as long as it does not need it all at once.
        boolean largerThanMemory = length > Runtime.getRuntime().maxMemory();
        assertThat(largerThanMemory || allocated() - before < length / 2).isTrue();

        try (FileContent content = fetcher().fetch(TENANT, reference);
                InputStream bytes = content.open()) {
            assertThat(content.length()).isEqualTo(length);
            assertThat(sameBytes(bytes, length)).isTrue();
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static boolean sameBytes(InputStream bytes, long length) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long position = 0;
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            for (int i = 0; i < read; i++) {
                if (buffer[i] != CountedBytes.at(position++)) {
                    return false;
                }
            }
        }
        return position == length;
    }

    @Test
    void saysThatItWorks() throws Exception {
        store().check();

        assertThat(store().canKeep()).isTrue();
    }

    private void assertRefused(RejectionCode code, String tenant, URI reference) {
        assertThatExceptionOfType(ContentRefusedException.class)
                .isThrownBy(() -> fetcher().fetch(tenant, reference))
                .extracting(ContentRefusedException::code)
                .isEqualTo(code);
    }
}
