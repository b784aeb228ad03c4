package io.freshet.bench.crash;

import io.freshet.bench.SyntheticText;
import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import io.freshet.records.Deleted;
import io.freshet.records.DocumentKey;
import io.freshet.records.DocumentPartitioner;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Origin;
import io.freshet.records.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an ingest service may send of a few busy documents: edits, moves, patches, deletions, failures and their cures,
 * old versions that come late, duplicates, and replays of what was sent before. The same seed, the same events.
 */
final class RandomEvents {
    static final String TENANT = "acme";

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MOST_PARAGRAPHS = 20;
    private static final int LONGEST_REPLAY = 6;

    private final Random random;
    private final SyntheticText text;
    private final int partitions;
    private final List<Source> sources = new ArrayList<>();
    private final Map<Integer, Long> offsets = new HashMap<>();

    /** A document as its source has it, and what was sent of it. */
    private static final class Source {
        private final String id;
        private final int partition;
        private final boolean versioned;
        private final List<Block> blocks = new ArrayList<>();
        private final List<ExtractedDocument> sent = new ArrayList<>();
        private long version;
        private String title;

        Source(String id, int partition, boolean versioned) {
            this.id = id;
            this.partition = partition;
            this.versioned = versioned;
            this.title = "Title of " + id;
        }
    }

    RandomEvents(long seed, int documents, int partitions) {
        this.random = new Random(seed);
        this.text = new SyntheticText(seed);
        this.partitions = partitions;
        for (int i = 0; i < documents; i++) {
            String id = "document-" + i;
            int partition = DocumentPartitioner.partition(new DocumentKey(TENANT, id), partitions);
            sources.add(new Source(id, partition, i % 4 != 0));
        }
    }

    List<String> documents() {
        return sources.stream().map(source -> source.id).toList();
    }

    int partitions() {
        return partitions;
    }

    /** The next events, all of one document and in order; mostly one. */
    List<ExtractedDocument> next() {
        Source source = sources.get(random.nextInt(sources.size()));
        int dice = random.nextInt(100);
        if (!source.sent.isEmpty() && dice < 8) {
            return List.of(last(source));
        }
        if (!source.sent.isEmpty() && dice < 13) {
            int from = Math.max(0, source.sent.size() - 1 - random.nextInt(LONGEST_REPLAY));
            return List.copyOf(source.sent.subList(from, source.sent.size()));
        }
        ExtractedDocument event = dice < 20 ? late(source) : news(source, dice);
        source.sent.add(event);
        if (event.getOutcome() instanceof Failed && random.nextInt(3) == 0) {
            ExtractedDocument cured = new ExtractedDocument(TENANT, source.id, event.getOrigin(), textOf(source));
            source.sent.add(cured);
            return List.of(event, cured);
        }
        return List.of(event);
    }

    private static ExtractedDocument last(Source source) {
        return source.sent.get(source.sent.size() - 1);
    }

    /** An old version with a text of its own, or an old deletion. */
    private ExtractedDocument late(Source source) {
        Long version = source.versioned ? Long.valueOf(Math.max(0, source.version - 1 - random.nextInt(3))) : null;
        Object outcome =
                random.nextInt(4) == 0 ? new Deleted(null) : text(source.title, List.of(paragraph(), paragraph()));
        return event(source, version, outcome);
    }

    private ExtractedDocument news(Source source, int dice) {
        Object outcome;
        if (dice < 28) {
            outcome = patch(source);
        } else if (dice < 35) {
            outcome = new Deleted(null);
        } else if (dice < 40) {
            outcome = new Failed("ENCRYPTED", "made to fail");
        } else if (dice < 43) {
            outcome = text(source.title, List.of(paragraph(), refused()));
        } else if (dice < 50) {
            outcome = textOf(source);
        } else {
            edit(source);
            outcome = textOf(source);
        }
        source.version += 1 + random.nextInt(2);
        boolean unversioned = !source.versioned || random.nextInt(20) == 0;
        return event(source, unversioned ? null : source.version, outcome);
    }

    private void edit(Source source) {
        if (source.blocks.isEmpty() || random.nextInt(15) == 0) {
            source.blocks.clear();
            int paragraphs = 1 + random.nextInt(MOST_PARAGRAPHS);
            for (int i = 0; i < paragraphs; i++) {
                source.blocks.add(i % 5 == 0 ? block(BlockKind.HEADING, 1, text.words(3)) : paragraph());
            }
            return;
        }
        int place = random.nextInt(source.blocks.size());
        switch (random.nextInt(6)) {
            case 0 -> source.blocks.add(place, paragraph());
            case 1 -> source.blocks.remove(place);
            case 2 -> source.blocks.add(source.blocks.remove(place));
            case 3 -> source.blocks.add(source.blocks.get(place));
            case 4 -> source.title = text.words(2);
            default -> source.blocks.set(place, paragraph());
        }
    }

    private Object patch(Source source) {
        MetadataPatch.Builder patch = MetadataPatch.newBuilder();
        switch (random.nextInt(3)) {
            case 0 -> patch.setReaders(List.of("group-" + random.nextInt(3)));
            case 1 -> patch.setTags(List.of("tag-" + random.nextInt(3)));
            default -> {
                source.title = text.words(2);
                patch.setTitle(source.title);
            }
        }
        return patch.build();
    }

    private Text textOf(Source source) {
        return text(source.title, List.copyOf(source.blocks));
    }

    private static Text text(String title, List<Block> blocks) {
        Metadata metadata = Metadata.newBuilder().setTitle(title).build();
        String hash = UUID.nameUUIDFromBytes(blocks.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
        return Text.newBuilder()
                .setBlocks(blocks)
                .setMediaType("text/plain")
                .setMetadata(metadata)
                .setContentHash(hash)
                .build();
    }

    private Block paragraph() {
        return block(BlockKind.PARAGRAPH, 0, String.join(" ", text.sentences(1 + random.nextInt(4))));
    }

    private Block refused() {
        return block(BlockKind.PARAGRAPH, 0, "This is " + HashingEmbedder.REFUSED + " " + text.words(8));
    }

    private static Block block(BlockKind kind, int level, String text) {
        return new Block(kind, level, text, null);
    }

    private ExtractedDocument event(Source source, @Nullable Long version, Object outcome) {
        long offset = offsets.merge(source.partition, 1L, Long::sum) - 1;
        Instant at = BEGIN.plusSeconds(offset);
        String eventId = "event-" + source.partition + "-" + offset;
        return new ExtractedDocument(
                TENANT, source.id, new Origin(source.partition, offset, eventId, at, at, version), outcome);
    }
}
