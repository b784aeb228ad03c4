package io.freshet.index.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.index.generation.StoredPredecessor;
import io.freshet.records.Block;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import io.freshet.records.HeadPut;
import io.freshet.records.MetadataPatch;
import io.freshet.service.patience.Pauser;
import io.freshet.testkit.Blocks;
import io.freshet.testkit.Extracted;
import io.freshet.testkit.HashEmbedder;
import io.freshet.testkit.ScriptedEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Of each document compaction leaves some end of its history, at least the last outcome. A lineage that starts there,
 * and asks the one before, ends where that one ends.
 */
final class EndOfHistoryTest {
    private static final List<String> SENTENCES = List.of(
            "Cats sleep most of the day on warm roofs.",
            "Dogs guard houses and bark at the postman.",
            "Fish swim in cold rivers far from towns.",
            "Birds sing early in spring before dawn breaks.");

    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void aLineageThatStartsLateEndsAlike(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        boolean versions = random.nextInt(4) > 0;
        List<ExtractedDocument> history = new ArrayList<>();
        int length = 1 + random.nextInt(8);
        for (int offset = 1; offset <= length; offset++) {
            history.add(event(random, offset, versions));
        }
        List<ExtractedDocument> left = history.subList(random.nextInt(length), length);
        int known = length - random.nextInt(left.size() + 1);

        Path directory = Files.createTempDirectory("end-of-history");
        try (TopologyBench old = bench(directory.resolve("old"), Predecessor.NONE)) {
            history.subList(0, known).forEach(old::send);
            try (TopologyBench young = bench(
                    directory.resolve("young"),
                    new StoredPredecessor(new FoldedSearch(old.index), () -> false, Pauser.sleeping()))) {
                left.forEach(young::send);
                history.subList(known, length).forEach(old::send);

                assertThat(young.index.visible("doc")).as("%s", history).isEqualTo(old.index.visible("doc"));
                assertThat(standing(young.index.head("doc")))
                        .as("%s", history)
                        .isEqualTo(standing(old.index.head("doc")));
            }
        } finally {
            Utils.delete(directory.toFile());
        }
    }

    private static List<@Nullable Object> standing(HeadPut head) {
        List<@Nullable Object> standing = new ArrayList<>();
        standing.add(head.getVersion());
        standing.add(head.getOrigin().getOffset());
        standing.add(head.getDeleted());
        standing.add(head.getTitle());
        standing.add(head.getFailure() == null ? null : head.getFailure().getCode());
        return standing;
    }

    private static TopologyBench bench(Path directory, Predecessor predecessor) throws IOException {
        return TopologyBench.after(
                new ScriptedEmbedder(new HashEmbedder(4)), Files.createDirectories(directory), predecessor);
    }

    private static ExtractedDocument event(Random random, int offset, boolean versions) {
        Extracted event =
                switch (random.nextInt(8)) {
                    case 0 -> Extracted.deleted("doc");
                    case 1 -> Extracted.failed("doc", "ENCRYPTED");
                    case 2, 3 ->
                        Extracted.patch(
                                "doc",
                                MetadataPatch.newBuilder()
                                        .setTitle("Title " + offset)
                                        .build());
                    default -> Extracted.text("doc", blocks(random));
                };
        event.offset(offset);
        // Which version failed is not in the index, so a lineage that was not there cannot know it.
        boolean failed = event.build().getOutcome() instanceof Failed;
        return (versions && !failed ? event.version(1 + random.nextInt(6)) : event).build();
    }

    private static Block[] blocks(Random random) {
        List<String> text = new ArrayList<>(SENTENCES);
        Collections.shuffle(text, random);
        return text.subList(0, 1 + random.nextInt(text.size())).stream()
                .map(Blocks::paragraph)
                .toArray(Block[]::new);
    }
}
