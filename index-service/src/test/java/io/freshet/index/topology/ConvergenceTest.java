package io.freshet.index.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.records.Block;
import io.freshet.records.ExtractedDocument;
import io.freshet.testkit.Blocks;
import io.freshet.testkit.Extracted;
import io.freshet.testkit.HashEmbedder;
import io.freshet.testkit.ScriptedEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** However events are mixed up, repeated and replayed, the index ends where the clean history ends. */
final class ConvergenceTest {
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

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void mixedUpHistoriesConverge(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<Version> clean = history(random);
        List<Logged> log = mixedUp(clean, random);

        Path directory = Files.createTempDirectory("convergence");
        try (TopologyBench bench = new TopologyBench(new ScriptedEmbedder(new HashEmbedder(8)), directory)) {
            for (int i = 0; i < log.size(); i++) {
                bench.send(event(log.get(i)));
                if (random.nextInt(4) == 0) {
                    // The consumer fell back to an older position and reads on from there.
                    log.subList(random.nextInt(i + 1), i + 1).forEach(again -> bench.send(event(again)));
                }
            }
            for (String id : List.of("a", "b", "c")) {
                assertThat(bench.index.visible(id)).isEqualTo(expected(clean, id));
                assertThat(bench.index.chunks(id)).hasSize(expected(clean, id).size());
                if (bench.index.knows(id)) {
                    assertThat(bench.index.head(id).getChunkCount())
                            .isEqualTo(expected(clean, id).size());
                    assertThat(bench.index.head(id).getOrigin().getOffset()).isEqualTo(lastOffset(log, id));
                }
            }
        } finally {
            Utils.delete(directory.toFile());
        }
    }

    private static List<Version> history(Random random) {
        List<Version> versions = new ArrayList<>();
        for (int number = 1; number <= 12; number++) {
            String id = List.of("a", "b", "c").get(random.nextInt(3));
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
