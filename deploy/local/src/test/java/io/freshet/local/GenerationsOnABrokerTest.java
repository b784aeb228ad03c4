package io.freshet.local;

import static io.freshet.testkit.Blocks.paragraph;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.local.client.Refused;
import io.freshet.store.Chunk;
import io.freshet.store.Head;
import io.freshet.testkit.Extracted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Generations over a real broker, a real registry and a real store, through the operator's routes. */
class GenerationsOnABrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> NEXT = Map.of(
            "freshet.next.enabled", "true",
            "freshet.next.chunking.min-tokens", "3",
            "freshet.next.chunking.max-tokens", "6");

    @TempDir
    Path directory;

    @Test
    @Timeout(300)
    void aLostIndexIsWrittenAgainFromItsBeginning() throws Exception {
        try (IndexOnABroker index = new IndexOnABroker(directory)) {
            publish(index, "guide", 1, 1L, "The river rises in spring.");
            awaitVersion(index, "guide", 1L);
            int embedded = index.embedder().calls();

            index.loseTheIndex();

            awaitVersion(index, "guide", 1L);
            assertThat(index.visible("guide")).containsExactly("The river rises in spring.");
            publish(index, "guide", 2, 2L, "The river falls in autumn.");
            awaitVersion(index, "guide", 2L);
            assertThat(index.embedder().calls()).isEqualTo(embedded + 1);
        }
    }

    @Test
    @Timeout(300)
    void aRebuildHoldsTheSameAndTakesOver() throws Exception {
        try (IndexOnABroker index = new IndexOnABroker(directory)) {
            publish(index, "guide", 1, 1L, "The river rises in spring.");
            publish(index, "old", 2, 7L, "Nobody reads this any more.");
            awaitVersion(index, "old", 7L);
            awaitVersion(index, "guide", 1L);
            int embedded = index.embedder().calls();

            JsonNode ordered = index.operators().order("rebuild");
            index.restart();

            assertThat(ordered.path("number").asInt()).isEqualTo(2);
            assertThat(index.operators().order("rebuild").path("number").asInt())
                    .isEqualTo(2);
            awaitState(index, 2, "ready");
            JsonNode comparison = index.operators().comparison(2);
            assertThat(comparison.path("differing").asInt())
                    .as(comparison.toString())
                    .isZero();
            assertThat(comparison
                            .path("tenants")
                            .path(0)
                            .path("generation")
                            .path("documents")
                            .asInt())
                    .isEqualTo(2);
            assertThatThrownBy(() -> index.operators().drop(1)).isInstanceOf(Refused.class);

            assertThat(index.operators().serve(2, false).path("state").asText()).isEqualTo("serving");
            index.restart();
            publish(index, "guide", 3, 2L, "The river falls in autumn.");
            awaitVersion(index, "guide", 2L);
            assertThat(index.visible("guide")).containsExactly("The river falls in autumn.");
            assertThat(index.embedder().calls()).isEqualTo(embedded + 1);

            index.operators().drop(1);
            index.operators().drop(1);
            assertThat(index.operators().all()).hasSize(1);
            await().atMost(PATIENCE).until(index::ready);
        }
    }

    @Test
    @Timeout(300)
    void aMigrationCutsAnewKeepsWhatWasAcceptedAndCanBeTakenBack() throws Exception {
        try (IndexOnABroker index = new IndexOnABroker(directory, NEXT)) {
            publish(index, "guide", 1, 1L, "The river rises in spring. The boats go out then. Nobody minds the rain.");
            publish(index, "late", 2, 7L, "Seven was accepted before five came.");
            publish(index, "late", 3, 5L, "Five came too late to count.");
            awaitVersion(index, "guide", 1L);
            await().atMost(PATIENCE)
                    .until(() -> index.head("late")
                                    .map(head -> head.origin().offset())
                                    .orElse(0L)
                            == 3);
            List<String> before = index.visible("guide");

            int number = index.operators().order("migrate").path("number").asInt();
            index.restart();

            assertThat(index.operators().order("migrate").path("number").asInt())
                    .isEqualTo(number);
            awaitState(index, number, "ready");
            JsonNode comparison = index.operators().comparison(number);
            assertThat(comparison.path("differing").asInt())
                    .as(comparison.toString())
                    .isZero();
            assertThat(visible(index, number, "guide")).hasSizeGreaterThan(before.size());
            assertThat(String.join(" ", visible(index, number, "late")))
                    .isEqualTo("Seven was accepted before five came.");

            index.operators().serve(number, false);
            publish(index, "guide", 4, 2L, "The river falls in autumn.");
            awaitVersion(index, "guide", 2L);

            assertThat(index.operators().serve(1, false).path("state").asText()).isEqualTo("serving");
            awaitVersion(index, "guide", 2L);
            index.operators().drop(number);
            assertThat(index.operators().all()).hasSize(1);
            publish(index, "guide", 5, 3L, "The river freezes in winter.");
            awaitVersion(index, "guide", 3L);
            await().atMost(PATIENCE).until(index::ready);
        }
    }

    private static void publish(IndexOnABroker index, String id, long offset, long version, String text)
            throws Exception {
        index.publish(Extracted.text(id, paragraph(text))
                .offset(offset)
                .version(version)
                .build());
    }

    private static void awaitVersion(IndexOnABroker index, String id, long version) {
        await().atMost(PATIENCE).until(() -> index.head(id)
                .map(Head::version)
                .filter(known -> known == version)
                .isPresent());
    }

    private static void awaitState(IndexOnABroker index, int number, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        index.operators().one(number).path("state").asText())
                .isEqualTo(state));
    }

    private static List<String> visible(IndexOnABroker index, int number, String id) throws Exception {
        var search = index.store().search(number);
        Head head = search.heads("acme", List.of(id)).get(id);
        return search.chunks("acme", id, "", 100).stream()
                .filter(chunk -> head != null && head.shows(chunk))
                .map(Chunk::text)
                .collect(Collectors.toList());
    }
}
