package io.freshet.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.embedding.EmbeddingException;
import io.freshet.records.Block;
import io.freshet.records.ExtractedDocument;
import io.freshet.store.Head;
import io.freshet.testkit.Blocks;
import io.freshet.testkit.Extracted;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From text on a real broker to what the store shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class IndexServiceOnABrokerTest {
    private static final String CATS = "Cats sleep most of the day on warm roofs.";
    private static final String DOGS = "Dogs guard houses and bark at the postman.";
    private static final String FISH = "Fish swim in cold rivers far from towns.";

    @SuppressWarnings("NullAway.Init") // by start
    private IndexOnABroker index;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        index = new IndexOnABroker(directory);
    }

    @AfterAll
    void close() {
        index.close();
    }

    @Test
    void aDocumentIsShownThenEditedThenGone() throws Exception {
        index.publish(text("life", 1, CATS, DOGS));
        soon().untilAsserted(() -> assertThat(index.visible("life")).containsExactly(CATS, DOGS));

        index.publish(text("life", 2, CATS, FISH));
        soon().untilAsserted(() -> assertThat(index.visible("life")).containsExactly(CATS, FISH));

        index.publish(Extracted.deleted("life").offset(3).build());
        soon().untilAsserted(() -> {
            assertThat(index.visible("life")).isEmpty();
            assertThat(index.head("life")).get().extracting(Head::deleted).isEqualTo(true);
        });
    }

    @Test
    void afterARestartOnlyWhatIsNewIsEmbedded() throws Exception {
        index.publish(text("stays", 1, CATS, DOGS));
        soon().untilAsserted(() -> assertThat(index.visible("stays")).containsExactly(CATS, DOGS));
        int embedded = index.embedder().embedded().size();

        index.restart();
        index.publish(text("stays", 2, CATS, DOGS, FISH));

        soon().untilAsserted(() -> assertThat(index.visible("stays")).containsExactly(CATS, DOGS, FISH));
        assertThat(index.embedder()
                        .embedded()
                        .subList(embedded, index.embedder().embedded().size()))
                .containsExactly(FISH);
        assertThat(index.ready()).isTrue();
    }

    @Test
    void bytesNobodyCanReadAreADeadLetterAndTheStreamGoesOn() throws Exception {
        byte[] nonsense = "nonsense".getBytes(StandardCharsets.UTF_8);
        index.publish("acme/good", nonsense);
        index.publish(text("good", 1, FISH));

        soon().untilAsserted(() -> assertThat(index.visible("good")).containsExactly(FISH));
        assertThat(index.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getCode()).isEqualTo("UNREADABLE");
            assertThat(letter.getTopic()).isEqualTo("freshet.extracted");
            assertThat(letter.getValue().array()).isEqualTo(nonsense);
        });
    }

    @Test
    void asOfPassesTheLastThingPublished() throws Exception {
        Instant published = index.publish(text("fresh", 1, DOGS));

        soon().untilAsserted(() -> assertThat(index.asOf()).get().satisfies(asOf -> assertThat(asOf)
                .isAfter(published)));
        assertThat(index.visible("fresh")).containsExactly(DOGS);
    }

    @Test
    void anEmbedderThatFailsForAWhileLosesNothing() throws Exception {
        int calls = index.embedder().calls();
        for (int call = calls + 1; call <= calls + 5; call++) {
            index.embedder().failingAtCall(call, EmbeddingException.Kind.UNAVAILABLE);
        }

        index.publish(text("late-1", 1, CATS));
        index.publish(text("late-2", 1, DOGS));

        soon().untilAsserted(() -> {
            assertThat(index.visible("late-1")).containsExactly(CATS);
            assertThat(index.visible("late-2")).containsExactly(DOGS);
        });
        assertThat(index.ready()).isTrue();
    }

    @Test
    void whatWaitsForAnEmbedderSurvivesARestartAndHoldsUpNobody() throws Exception {
        index.publish(text("served", 1, CATS));
        soon().untilAsserted(() -> assertThat(index.visible("served")).containsExactly(CATS));
        int calls = index.embedder().calls();
        for (int call = calls + 1; call <= calls + 1000; call++) {
            index.embedder().failingAtCall(call, EmbeddingException.Kind.UNAVAILABLE);
        }
        index.publish(text("waits", 1, DOGS, FISH));
        soon().until(() -> !index.ready());
        soon().until(() -> index.embedder().calls() > calls + 2);

        index.publish(Extracted.deleted("served").offset(2).build());
        soon().untilAsserted(() ->
                assertThat(index.head("served")).get().extracting(Head::deleted).isEqualTo(true));
        assertThat(index.head("waits")).isEmpty();

        index.embedder().failNoMore();
        index.restart();

        soon().untilAsserted(() -> assertThat(index.visible("waits")).containsExactly(DOGS, FISH));
    }

    private static ExtractedDocument text(String id, long offset, String... paragraphs) {
        Block[] blocks = new Block[paragraphs.length];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = Blocks.paragraph(paragraphs[i]);
        }
        return Extracted.text(id, blocks).offset(offset).build();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }
}
