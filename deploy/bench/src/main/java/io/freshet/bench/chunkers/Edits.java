package io.freshet.bench.chunkers;

import io.freshet.bench.chunkers.Judged.Document;
import io.freshet.index.chunk.ChunkDraft;
import io.freshet.index.chunk.Chunker;
import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What one sentence costs: inserted, deleted or replaced at random places of random documents, each from its first
 * state.
 */
final class Edits {
    private static final long SEED = 7;

    private final List<Document> documents;
    private final Random random = new Random(SEED);

    Edits(List<Document> documents) {
        this.documents = documents;
    }

    /**
     * How many chunks an edit changed.
     *
     * @param embedded chunks that are new, on average
     * @param most of any edit
     * @param rewritten chunks that are the same but belong to another passage now, on average
     */
    record Cost(double embedded, int most, double rewritten) {}

    Cost of(Chunker chunker, int edits) {
        long embedded = 0;
        long rewritten = 0;
        int most = 0;
        for (int i = 0; i < edits; i++) {
            Document document = documents.get(random.nextInt(documents.size()));
            List<Block> blocks = document.blocks();
            List<ChunkDraft> before = chunker.chunk(document.title(), blocks);
            List<ChunkDraft> after = chunker.chunk(document.title(), edited(blocks));
            int changed = changed(before, after);
            embedded += changed;
            most = Math.max(most, changed);
            rewritten += rewritten(before, after);
        }
        return new Cost((double) embedded / edits, most, (double) rewritten / edits);
    }

    private List<Block> edited(List<Block> blocks) {
        List<Block> edited = new ArrayList<>(blocks);
        int at = random.nextInt(blocks.size());
        List<String> sentences =
                new ArrayList<>(Arrays.asList(blocks.get(at).getText().split("(?<=[.!?]) ", -1)));
        int place = random.nextInt(sentences.size());
        String fresh = sentence();
        switch (random.nextInt(3)) {
            case 0 -> sentences.add(place, fresh);
            case 1 -> sentences.remove(place);
            default -> sentences.set(place, fresh);
        }
        edited.set(at, new Block(BlockKind.PARAGRAPH, 0, String.join(" ", sentences), null));
        return edited;
    }

    /** Of another document: words that the place knows and words that it does not. */
    private String sentence() {
        String[] sentences =
                documents.get(random.nextInt(documents.size())).text().split("(?<=[.!?])\\s+", -1);
        return sentences[random.nextInt(sentences.length)];
    }

    private static int changed(List<ChunkDraft> before, List<ChunkDraft> after) {
        Map<String, Integer> counts = new HashMap<>();
        before.forEach(chunk -> counts.merge(chunk.embeddedText(), 1, Integer::sum));
        return (int) after.stream()
                .filter(chunk -> counts.merge(chunk.embeddedText(), -1, Integer::sum) < 0)
                .count();
    }

    private static int rewritten(List<ChunkDraft> before, List<ChunkDraft> after) {
        Set<String> were = parents(before);
        Set<String> texts = new HashSet<>();
        before.forEach(chunk -> texts.add(chunk.embeddedText()));
        Set<String> are = parents(after);
        are.removeAll(were);
        return (int) are.stream()
                .filter(pair -> texts.contains(pair.substring(pair.indexOf('\u0000') + 1)))
                .count();
    }

    /** The text of each chunk behind that of the first chunk of its passage. */
    private static Set<String> parents(List<ChunkDraft> chunks) {
        Map<Integer, String> firsts = new HashMap<>();
        Set<String> pairs = new HashSet<>();
        for (ChunkDraft chunk : chunks) {
            String first =
                    chunk.parent() == null ? "" : firsts.computeIfAbsent(chunk.parent(), p -> chunk.embeddedText());
            pairs.add(first + '\u0000' + chunk.embeddedText());
        }
        return pairs;
    }
}
