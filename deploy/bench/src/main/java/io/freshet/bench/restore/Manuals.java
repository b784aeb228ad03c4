package io.freshet.bench.restore;

import io.freshet.bench.SyntheticText;
import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import io.freshet.records.DocumentKey;
import io.freshet.records.DocumentPartitioner;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Metadata;
import io.freshet.records.Origin;
import io.freshet.records.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** Made-up documents of many paragraphs of about a chunk each, and edits of one paragraph of them. */
final class Manuals {
    private static final String TENANT = "acme";
    static final int WORDS = 160;

    private final SyntheticText text = new SyntheticText(7);
    private final int partitions;
    private final int paragraphs;
    private final Map<Integer, Long> offsets = new HashMap<>();
    private final Map<Integer, Manual> firsts = new TreeMap<>();
    private int count;

    private record Manual(String id, List<Block> blocks) {}

    Manuals(int partitions, int paragraphs) {
        this.partitions = partitions;
        this.paragraphs = paragraphs;
    }

    /** A document that was not there before. */
    ExtractedDocument next() {
        String id = "manual-" + count++;
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < paragraphs; i++) {
            text.changeTopic();
            blocks.add(block(text.words(WORDS)));
        }
        firsts.putIfAbsent(partition(id), new Manual(id, blocks));
        return document(id, blocks);
    }

    boolean areInEveryPartition() {
        return firsts.size() == partitions;
    }

    /** The first document of a partition with another first paragraph. */
    ExtractedDocument edited(int partition) {
        Manual manual = Objects.requireNonNull(firsts.get(partition), "no document in this partition");
        manual.blocks().set(0, block(text.words(WORDS)));
        return document(manual.id(), manual.blocks());
    }

    private int partition(String id) {
        return DocumentPartitioner.partition(new DocumentKey(TENANT, id), partitions);
    }

    private ExtractedDocument document(String id, List<Block> blocks) {
        int partition = partition(id);
        long offset = offsets.merge(partition, 1L, Long::sum);
        Instant now = Instant.now();
        Text outcome = Text.newBuilder()
                .setBlocks(List.copyOf(blocks))
                .setMediaType("text/plain")
                .setMetadata(Metadata.newBuilder().setTitle("Manual " + id).build())
                .setContentHash(UUID.nameUUIDFromBytes((id + offset).getBytes(StandardCharsets.UTF_8))
                        .toString())
                .build();
        Origin origin = new Origin(partition, offset, "event-" + partition + "-" + offset, now, now, null);
        return new ExtractedDocument(TENANT, id, origin, outcome);
    }

    private static Block block(String text) {
        return new Block(BlockKind.PARAGRAPH, 0, text, null);
    }
}
