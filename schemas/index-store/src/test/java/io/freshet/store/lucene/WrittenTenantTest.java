package io.freshet.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.store.IndexCounts;
import io.freshet.store.Outcome;
import io.freshet.store.Write;
import io.freshet.store.lucene.FailingDirectory.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WrittenTenantTest {
    private final Disk disk = new Disk();
    private final List<OpenIndex> opened = new ArrayList<>();

    @TempDir
    Path path;

    @SuppressWarnings("NullAway.Init") // by setUp
    private WrittenTenant tenant;

    @BeforeEach
    void setUp() {
        tenant = new WrittenTenant("acme", 2, this::open);
    }

    @AfterEach
    void tearDown() throws IOException {
        tenant.close();
    }

    @Test
    void whatWasAcceptedSurvivesALostWriter() throws IOException {
        put(1);
        opened.get(0).writer().rollback();

        put(2);
        tenant.sync();

        assertThat(opened).hasSize(2);
        assertThat(stored(tenant)).containsExactly(1, 2);
        assertThat(storedAfterReopening()).containsExactly(1, 2);
    }

    @Test
    void readingFindsALostWriterToo() throws IOException {
        put(1);
        opened.get(0).writer().rollback();

        assertThat(stored(tenant)).containsExactly(1);
    }

    @Test
    void aDeletionIsNotUndoneByALostWriter() throws IOException {
        put(1);
        tenant.sync();
        tenant.apply(List.of(new Write.DeleteChunk("acme", "doc", Chunked.id(1))));
        opened.get(0).writer().rollback();

        assertThat(stored(tenant)).isEmpty();
    }

    @Test
    void aFullDiskFailsTheSyncAndTheNextOneMakesItGood() throws IOException {
        put(1);
        tenant.sync();
        put(2);
        disk.full = true;

        assertThatThrownBy(tenant::sync).isInstanceOf(IOException.class).hasMessageContaining("No space left");
        assertThatThrownBy(tenant::sync).isInstanceOf(IOException.class);
        disk.full = false;
        tenant.sync();

        assertThat(storedAfterReopening()).containsExactly(1, 2);
    }

    @Test
    void aClosedTenantStaysClosed() throws IOException {
        put(1);
        tenant.close();

        assertThatThrownBy(() -> put(2)).hasMessageContaining("closed");
        assertThatThrownBy(() -> stored(tenant)).hasMessageContaining("closed");
    }

    @Test
    void countsLeaveOutWhatWasReplacedOrDeleted() throws IOException {
        put(1);
        put(2);
        put(1);
        tenant.apply(List.of(new Write.DeleteChunk("acme", "doc", Chunked.id(2))));

        IndexCounts counts = tenant.read(searcher -> Rows.count(searcher.getIndexReader()));
        assertThat(counts).isEqualTo(new IndexCounts(1, 0));
    }

    @Test
    void headsAreKnownAtOnceAndWithoutANewView() throws IOException {
        IndexReader view = tenant.read(IndexSearcher::getIndexReader);
        head("a", 1);
        head("b", 1);
        head("b", 2);
        tenant.apply(List.of(new Write.DeleteHead("acme", "a")));

        assertThat(sequences("a", "b", "c")).isEqualTo(Map.of("b", 2L));
        assertThat(opened.get(0).searchers().isSearcherCurrent()).isFalse();
        assertThat(tenant.read(IndexSearcher::getIndexReader)).isNotSameAs(view);
        assertThat(sequences("a", "b", "c")).isEqualTo(Map.of("b", 2L));
    }

    @Test
    void headsThatNobodyLooksAtAreNotKeptForEver() throws IOException {
        int many = UnseenHeads.MOST + 1;
        for (int i = 0; i < many; i++) {
            head("doc-" + i, i);
        }
        head("late", 7);

        assertThat(sequences("doc-0", "doc-" + (many - 1), "late"))
                .isEqualTo(Map.of("doc-0", 0L, "doc-" + (many - 1), many - 1L, "late", 7L));
    }

    @Test
    void headsSurviveALostWriterWhetherSeenOrNot() throws IOException {
        head("seen", 1);
        tenant.read(IndexSearcher::getIndexReader);
        head("unseen", 2);
        opened.get(0).writer().rollback();

        assertThat(sequences("seen", "unseen")).isEqualTo(Map.of("seen", 1L, "unseen", 2L));
    }

    @Test
    void headsOnlyEverGrowForWhoeverLooksWhileTheyAreWrittenAndViewsAreMade() throws Exception {
        int last = 3_000;
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> looking = threads.submit(() -> lookUntil(last));
            Future<?> viewing = threads.submit(() -> {
                while (!looking.isDone()) {
                    tenant.read(IndexSearcher::getIndexReader);
                }
                return true;
            });
            for (int sequence = 1; sequence <= last; sequence++) {
                head("doc", sequence);
                assertThat(sequences("doc")).isEqualTo(Map.of("doc", (long) sequence));
            }
            looking.get(60, TimeUnit.SECONDS);
            viewing.get(60, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
    }

    private long lookUntil(long last) throws IOException {
        long known = 0;
        while (known < last) {
            long now = sequences("doc").getOrDefault("doc", 0L);
            assertThat(now).isGreaterThanOrEqualTo(known);
            known = now;
        }
        return known;
    }

    private void head(String documentId, long sequence) throws IOException {
        assertThat(tenant.apply(List.of(Chunked.head("acme", documentId, sequence))))
                .containsExactly(Outcome.ACCEPTED);
    }

    private Map<String, Long> sequences(String... documentIds) throws IOException {
        Map<String, Long> sequences = new TreeMap<>();
        tenant.heads(List.of(documentIds)).forEach((id, head) -> sequences.put(id, head.sequence()));
        return sequences;
    }

    private OpenIndex open() throws IOException {
        OpenIndex index = OpenIndex.open(new FailingDirectory(FSDirectory.open(path), disk));
        opened.add(index);
        return index;
    }

    private void put(int number) throws IOException {
        assertThat(tenant.apply(List.of(Chunked.put("acme", number, "text", 1, 0))))
                .containsExactly(Outcome.ACCEPTED);
    }

    private List<Integer> storedAfterReopening() throws IOException {
        tenant.close();
        try (WrittenTenant again = new WrittenTenant(path, 2)) {
            return stored(again);
        }
    }

    private static List<Integer> stored(WrittenTenant tenant) throws IOException {
        List<UUID> ids = List.of(Chunked.id(1), Chunked.id(2));
        return tenant.read(searcher -> Rows.since(searcher, ids)).keySet().stream()
                .map(id -> (int) id.getLeastSignificantBits())
                .sorted()
                .toList();
    }
}
