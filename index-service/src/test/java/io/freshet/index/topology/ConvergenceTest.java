package io.freshet.index.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.records.Block;
import io.freshet.records.ChunkPut;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.HeadPut;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Vectors;
import io.freshet.testkit.Blocks;
import io.freshet.testkit.Extracted;
import io.freshet.testkit.HashEmbedder;
import io.freshet.testkit.ScriptedEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * However events are mixed up, repeated and replayed, whenever vectors come and whenever the process ends, the index ends
 * where the clean history ends.
 */
final class ConvergenceTest {
    private static final List<String> IDS = List.of("a", "b", "c");
    private static final List<String> SENTENCES = List.of(
            "Cats sleep most of the day on warm roofs.",
            "Dogs guard houses and bark at the postman.",
            "Fish swim in cold rivers far from towns.",
            "Birds sing early in spring before dawn breaks.",
            "Foxes steal eggs when farmers are not looking.",
            "Owls hunt mice silently after the sun sets.");

    /** One version of one document; no text means deleted. */
    private record Version(
            String documentId, long number, @Nullable List<String> text) {}

    /** A version where it stands in the log. */
    private record Logged(Version version, long offset) {}

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void mixedUpHistoriesConverge(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<Version> clean = history(random);
        List<Logged> log = mixedUp(clean, random);
        List<ExtractedDocument> events =
                log.stream().map(ConvergenceTest::event).toList();

        played(events, new Weather(random), bench -> {
            for (String id : IDS) {
                assertThat(bench.index.visible(id)).isEqualTo(expected(clean, id));
                assertThat(bench.index.chunks(id)).hasSize(expected(clean, id).size());
                if (bench.index.knows(id)) {
                    assertThat(bench.index.head(id).getChunkCount())
                            .isEqualTo(expected(clean, id).size());
                    assertThat(bench.index.head(id).getOrigin().getOffset()).isEqualTo(lastOffset(log, id));
                }
                assertThat(versions(bench, id)).as("no older version wins").isSorted();
            }
        });
    }

    /** Events of every kind, with and without versions, in one order: what is promised does not hang on time. */
    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void whenVectorsComeDoesNotMatter(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<ExtractedDocument> events = new ArrayList<>();
        for (int offset = 0; offset < 25; offset++) {
            events.add(anyEvent(random, offset));
        }
        Map<String, Object> atOnce = new HashMap<>();
        played(events, Weather.FINE, bench -> IDS.forEach(id -> atOnce.put(id, shown(bench, id))));

        played(
                events,
                new Weather(random),
                bench -> IDS.forEach(id -> assertThat(shown(bench, id)).isEqualTo(atOnce.get(id))));
    }

    /** What happens between two events. */
    private record Weather(@Nullable Random random) {
        static final Weather FINE = new Weather(null);

        void pass(TopologyBench bench, List<ExtractedDocument> before) {
            if (random == null) {
                return;
            }
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> bench.embedBatches(random.nextInt(3));
                case 3, 4 -> bench.embedUnseen(1 + random.nextInt(2));
                case 5 -> bench.embedAll();
                case 6 -> bench.restart(embedder());
                // The consumer fell back to an older position and reads on from there.
                case 7, 8 ->
                    before.subList(random.nextInt(before.size()), before.size()).forEach(bench::send);
                default -> {}
            }
        }
    }

    private static ScriptedEmbedder embedder() {
        return new ScriptedEmbedder(new HashEmbedder(8));
    }

    private static void played(List<ExtractedDocument> events, Weather weather, Consumer<TopologyBench> then)
            throws IOException {
        Path directory = Files.createTempDirectory("convergence");
        WaitingBounds narrow = new WaitingBounds(2, 8, 50, Duration.ofMillis(40), Duration.ofSeconds(1));
        try (TopologyBench bench = new TopologyBench(embedder(), directory, narrow)) {
            if (weather.random() != null) {
                bench.gate();
            }
            for (int i = 0; i < events.size(); i++) {
                bench.send(events.get(i));
                weather.pass(bench, events.subList(0, i + 1));
            }
            bench.embedAll();
            nothingIsLeftBehind(bench);
            then.accept(bench);
        } finally {
            Utils.delete(directory.toFile());
        }
    }

    private static void nothingIsLeftBehind(TopologyBench bench) {
        assertThat(bench.rows("waiting")).isEmpty();
        assertThat(bench.rows("waiting-since")).isEmpty();
        assertThat(bench.deadLetters()).isEmpty();
        List<String> chunks = IDS.stream()
                .flatMap(id -> bench.index.chunks(id).stream())
                .map(chunk -> "acme/" + chunk.getDocumentId() + "#" + chunk.getChunkId())
                .toList();
        assertThat(bench.rows("chunks").keySet()).containsExactlyInAnyOrderElementsOf(chunks);
    }

    /** All that callers can see of a document. */
    private static Object shown(TopologyBench bench, String id) {
        if (!bench.index.knows(id)) {
            return List.of();
        }
        HeadPut head = bench.index.head(id);
        List<Object> shown = new ArrayList<>(Arrays.asList(
                head.getVersion(),
                head.getOrigin(),
                head.getMetadata(),
                head.getMediaType(),
                head.getChunkCount(),
                head.getDeleted(),
                head.getFailure()));
        for (ChunkPut chunk : bench.index.chunks(id)) {
            shown.add(Arrays.asList(
                    chunk.getChunkId(), chunk.getText(), chunk.getMetadata(), Vectors.decode(chunk.getVector())[0]));
        }
        return shown;
    }

    private static List<Long> versions(TopologyBench bench, String id) {
        return bench.changes.stream()
                .map(TestRecord::value)
                .filter(HeadPut.class::isInstance)
                .map(HeadPut.class::cast)
                .filter(head -> head.getDocumentId().equals(id) && head.getVersion() != null)
                .map(HeadPut::getVersion)
                .toList();
    }

    private static ExtractedDocument anyEvent(Random random, int offset) {
        String id = IDS.get(random.nextInt(IDS.size()));
        Extracted event =
                switch (random.nextInt(8)) {
                    case 0 -> Extracted.deleted(id);
                    case 1 -> Extracted.failed(id, "ENCRYPTED");
                    case 2 ->
                        Extracted.patch(
                                id,
                                MetadataPatch.newBuilder()
                                        .setTitle("Title " + offset)
                                        .build());
                    case 3 ->
                        Extracted.patch(
                                id,
                                MetadataPatch.newBuilder()
                                        .setReaders(List.of("group-" + offset))
                                        .build());
                    default -> Extracted.text(id, blocks(text(random)));
                };
        boolean versioned = random.nextInt(3) > 0;
        return (versioned ? event.version(offset - random.nextInt(6) + 6) : event)
                .offset(offset)
                .build();
    }

    private static List<Version> history(Random random) {
        List<Version> versions = new ArrayList<>();
        for (int number = 1; number <= 12; number++) {
            String id = IDS.get(random.nextInt(IDS.size()));
            versions.add(new Version(id, number, random.nextInt(5) == 0 ? null : text(random)));
        }
        return versions;
    }

    private static List<String> text(Random random) {
        List<String> text = new ArrayList<>(SENTENCES);
        Collections.shuffle(text, random);
        return List.copyOf(text.subList(0, 1 + random.nextInt(text.size())));
    }

    private static List<Logged> mixedUp(List<Version> clean, Random random) {
        List<Version> mixed = new ArrayList<>(clean);
        for (Version version : clean) {
            if (random.nextInt(3) == 0) {
                mixed.add(version);
            }
        }
        Collections.shuffle(mixed, random);
        List<Logged> log = new ArrayList<>();
        for (int offset = 0; offset < mixed.size(); offset++) {
            log.add(new Logged(mixed.get(offset), offset));
        }
        return log;
    }

    private static List<String> expected(List<Version> clean, String id) {
        List<String> text = List.of();
        for (Version version : clean) {
            if (version.documentId().equals(id)) {
                text = version.text() == null ? List.of() : version.text();
            }
        }
        return text;
    }

    private static long lastOffset(List<Logged> log, String id) {
        return log.stream()
                .filter(logged -> logged.version().documentId().equals(id))
                .mapToLong(Logged::offset)
                .max()
                .orElseThrow();
    }

    private static ExtractedDocument event(Logged logged) {
        Version version = logged.version();
        Extracted event = version.text() == null
                ? Extracted.deleted(version.documentId())
                : Extracted.text(version.documentId(), blocks(version.text()));
        return event.version(version.number()).offset(logged.offset()).build();
    }

    /** Sentences of 7 or 8 words: with chunks of at most 12, each is a chunk of its own. */
    private static Block[] blocks(List<String> text) {
        return Arrays.stream(text.toArray(String[]::new)).map(Blocks::paragraph).toArray(Block[]::new);
    }
}
