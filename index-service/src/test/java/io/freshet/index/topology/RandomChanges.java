package io.freshet.index.topology;

import io.freshet.records.Block;
import io.freshet.records.HeadPut;
import io.freshet.records.SequenceHeader;
import io.freshet.testkit.Blocks;
import io.freshet.testkit.Extracted;
import io.freshet.testkit.HashEmbedder;
import io.freshet.testkit.ScriptedEmbedder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What the topology sends for a random history of a few documents, with what must be visible at each sequence. */
public final class RandomChanges {
    private static final List<String> SENTENCES = List.of(
            "Cats sleep most of the day on warm roofs.",
            "Dogs guard houses and bark at the postman.",
            "Fish swim in cold rivers far from towns.",
            "Birds sing early in spring before dawn breaks.");

    /** One record of the index changes. */
    public record Sent(String key, @Nullable SpecificRecord value, long sequence) {}

    /** What a document shows while its head has this sequence. */
    public record Standing(String documentId, long sequence, Set<UUID> visible) {}

    private final List<Sent> sent = new ArrayList<>();
    private final List<Standing> standings = new ArrayList<>();

    /** Plays so many events through a topology. */
    public RandomChanges(long seed, int events, Path directory) {
        Random random = new Random(seed);
        try (TopologyBench bench = new TopologyBench(new ScriptedEmbedder(new HashEmbedder(4)), directory)) {
            for (int offset = 0; offset < events; offset++) {
                String id = random.nextBoolean() ? "a" : "b";
                bench.send(event(id, random).offset(offset).build())
                        .forEach(record -> sent.add(new Sent(
                                record.key(),
                                record.value(),
                                SequenceHeader.read(record.headers()).orElseThrow())));
                HeadPut head = bench.index.head(id);
                Set<UUID> visible = bench.index.chunks(id).stream()
                        .map(chunk -> UUID.fromString(chunk.getChunkId()))
                        .collect(Collectors.toSet());
                standings.add(new Standing(id, head.getSequence(), visible));
            }
        }
    }

    public List<Sent> sent() {
        return sent;
    }

    public List<Standing> standings() {
        return standings;
    }

    private static Extracted event(String id, Random random) {
        if (random.nextInt(6) == 0) {
            return Extracted.deleted(id);
        }
        if (random.nextInt(8) == 0) {
            return Extracted.failed(id, "ENCRYPTED");
        }
        List<String> text = new ArrayList<>(SENTENCES);
        Collections.shuffle(text, random);
        Block[] blocks = text.subList(0, 1 + random.nextInt(text.size())).stream()
                .map(Blocks::paragraph)
                .toArray(Block[]::new);
        return Extracted.text(id, blocks);
    }
}
