package io.freshet.local.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.onnx.OnnxEmbedder;
import io.freshet.store.IndexScan;
import io.freshet.store.lucene.LuceneStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Histories out of order, with duplicates and replays, through broker, workers, model and index, beside the same
 * histories as they happened.
 *
 * <p>{@code -Dfreshet.history.seeds=N} takes more of them, {@code -Dfreshet.history.first=N} others.
 */
class HistoriesConvergeTest {
    private static final long FIRST = Long.getLong("freshet.history.first", 1);
    private static final long SEEDS = Long.getLong("freshet.history.seeds", 2);
    private static final double SAME = 0.999;

    @TempDir
    Path directory;

    @Test
    @Timeout(600)
    void whatIsHeardInAnyOrderAndAgainEndsAsWhatHappened() throws Exception {
        // Given
        List<RandomHistory> histories = LongStream.range(FIRST, FIRST + SEEDS)
                .mapToObj(RandomHistory::new)
                .toList();
        try (PublishedFreshet freshet = new PublishedFreshet(directory)) {
            // When
            for (RandomHistory history : histories) {
                history.clean().values().forEach(steps -> freshet.publish("clean-" + history.seed(), steps));
                freshet.publish("mixed-up-" + history.seed(), history.mixedUp());
            }
            Instant last = freshet.lastPublished();
            // Then
            try (LuceneStore store = LuceneStore.openReadOnly(freshet.index());
                    OnnxEmbedder model = OnnxEmbedder.open()) {
                await().atMost(Duration.ofMinutes(5))
                        .until(() -> store.asOf().filter(last::isBefore).isPresent());
                for (RandomHistory history : histories) {
                    compare(history, store, model);
                }
            }
        }
    }

    private static void compare(RandomHistory history, LuceneStore store, Embedder model) throws Exception {
        IndexedPages clean = new IndexedPages(store, "clean-" + history.seed());
        IndexedPages mixedUp = new IndexedPages(store, "mixed-up-" + history.seed());
        assertThat(clean.endings()).as("clean, seed %d", history.seed()).isEqualTo(endings(history));
        assertThat(mixedUp.endings()).as("mixed up, seed %d", history.seed()).isEqualTo(endings(history));
        clean.assertWhole();
        mixedUp.assertWhole();
        assertThat(mixedUp.contents())
                .as("mixed up beside clean, seed %d", history.seed())
                .isEqualTo(clean.contents());
        assertThat(lastHeard(mixedUp)).isEqualTo(lastOf(history.mixedUp()));
        assertVectors(clean, model);
        assertVectors(mixedUp, model);
    }

    private static Map<String, Ending> endings(RandomHistory history) {
        Map<String, Ending> endings = new TreeMap<>();
        history.clean().forEach((id, steps) -> endings.put(id, Ending.of(steps)));
        return endings;
    }

    private static Map<String, String> lastHeard(IndexedPages pages) {
        Map<String, String> events = new TreeMap<>();
        pages.pages().forEach((id, page) -> events.put(id, page.head().origin().eventId()));
        return events;
    }

    private static Map<String, String> lastOf(List<Step> steps) {
        Map<String, String> events = new TreeMap<>();
        steps.forEach(step -> events.put(step.documentId(), step.eventId()));
        return events;
    }

    /** Each must be of its chunk's own text, as another run of the model has it. */
    private static void assertVectors(IndexedPages pages, Embedder model) throws Exception {
        for (IndexedPages.Page page : pages.pages().values()) {
            for (IndexScan.StoredChunk row : page.chunks()) {
                String text = row.chunk().textInContext();
                float[] vector = model.embed(List.of(text), TextKind.PASSAGE).get(0);
                assertThat(product(vector, row.vector()))
                        .as("vector of %s", row.chunk().id())
                        .isGreaterThan(SAME);
            }
        }
    }

    private static double product(float[] one, float[] other) {
        double product = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
        }
        return product;
    }
}
