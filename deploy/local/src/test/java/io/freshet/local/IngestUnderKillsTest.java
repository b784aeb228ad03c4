package io.freshet.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.records.DeadLetter;
import io.freshet.records.Deleted;
import io.freshet.records.DocumentEvent;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Text;
import io.freshet.records.Upsert;
import io.freshet.testkit.Events;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Service and workers are killed while events come; what is published in the end is what a calm run would publish. */
class IngestUnderKillsTest {
    private static final long SEED = 20261121;
    private static final int DOCUMENTS = 40;
    private static final int KILLS = 4;
    private static final int EVENTS_BETWEEN = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Random random = new Random(SEED);
    private final List<String> published = new ArrayList<>();
    private final Map<String, String> lastEvents = new TreeMap<>();
    private final Map<String, String> expected = new TreeMap<>();
    private final Set<String> expectedLetters = new HashSet<>();

    @Test
    void nothingIsLostSkippedOrOvertakenByAnOlderVersion(@TempDir Path directory) throws Exception {
        try (KillableIngest ingest = new KillableIngest(directory)) {
            for (int kill = 0; kill < KILLS; kill++) {
                publishSome(ingest);
                awaitOutcomes(ingest, published.size() - EVENTS_BETWEEN + random.nextInt(EVENTS_BETWEEN / 2));
                ingest.killAWorker();
                awaitOutcomes(ingest, published.size() - 1 - random.nextInt(EVENTS_BETWEEN / 2));
                ingest.killAndRestart();
            }
            publishSome(ingest);
            await().atMost(PATIENCE)
                    .until(() -> lastOutcomes(ingest).keySet().equals(lastEvents.keySet())
                            && origins(ingest).equals(lastEvents));

            assertThat(described(lastOutcomes(ingest))).isEqualTo(expected);
            assertThat(ingest.outcomes().stream().map(IngestUnderKillsTest::eventId))
                    .as("every event has an outcome")
                    .containsAll(published);
            assertThat(ingest.deadLetters().stream().map(DeadLetter::getId).collect(Collectors.toSet()))
                    .isEqualTo(expectedLetters);
        }
    }

    private void publishSome(KillableIngest ingest) throws Exception {
        for (int i = 0; i < EVENTS_BETWEEN; i++) {
            publishOne(ingest);
        }
    }

    private void publishOne(KillableIngest ingest) throws Exception {
        String id = "document-" + random.nextInt(DOCUMENTS) + ".txt";
        String eventId = "event-" + published.size();
        int dice = random.nextInt(10);
        Events event;
        if (dice < 6) {
            String text = "Reading " + eventId + " of " + id + ".";
            event = Events.upsert(id, file(id, text));
            expected.put(id, text);
        } else if (dice == 6) {
            event = Events.upsert(id, file(id, "\0\1\2\3".repeat(200)));
            expected.put(id, "CORRUPT");
        } else if (dice == 7) {
            event = Events.delete(id);
            expected.put(id, "deleted");
        } else {
            event = Events.patch(
                    id,
                    MetadataPatch.newBuilder().setTitle("Title of " + eventId).build());
            expected.put(id, "Title of " + eventId);
        }
        DocumentEvent built = event.eventId(eventId).build();
        String letter = ingest.publish(built);
        published.add(eventId);
        lastEvents.put(id, eventId);
        if (dice == 6) {
            expectedLetters.add(letter);
        }
    }

    private static Upsert file(String name, String content) {
        return Upsert.newBuilder()
                .setContent(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)))
                .setFileName(name)
                .setMetadata(Metadata.newBuilder().build())
                .build();
    }

    private static void awaitOutcomes(KillableIngest ingest, int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> ingest.outcomes().stream()
                                .map(IngestUnderKillsTest::eventId)
                                .distinct()
                                .count()
                        >= count);
    }

    private static Map<String, ExtractedDocument> lastOutcomes(KillableIngest ingest) {
        Map<String, ExtractedDocument> last = new HashMap<>();
        ingest.outcomes().forEach(outcome -> last.put(outcome.getDocumentId(), outcome));
        return last;
    }

    private static Map<String, String> origins(KillableIngest ingest) {
        Map<String, String> origins = new TreeMap<>();
        lastOutcomes(ingest).forEach((id, outcome) -> origins.put(id, eventId(outcome)));
        return origins;
    }

    private static String eventId(ExtractedDocument outcome) {
        return outcome.getOrigin().getEventId();
    }

    private static Map<String, String> described(Map<String, ExtractedDocument> outcomes) {
        Map<String, String> described = new TreeMap<>();
        outcomes.forEach((id, outcome) -> described.put(id, described(outcome.getOutcome())));
        return described;
    }

    private static String described(Object outcome) {
        if (outcome instanceof Text text) {
            return text.getBlocks().get(0).getText();
        }
        if (outcome instanceof Failed failed) {
            return failed.getCode();
        }
        if (outcome instanceof MetadataPatch patch) {
            return String.valueOf(patch.getTitle());
        }
        return outcome instanceof Deleted ? "deleted" : String.valueOf(outcome);
    }
}
