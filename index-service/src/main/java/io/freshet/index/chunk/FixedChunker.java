package io.freshet.index.chunk;

import io.freshet.embedding.TokenCounter;
import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts every so many tokens, wherever that is, and begins the next chunk some tokens earlier; the heading path is that of
 * a chunk's first word.
 *
 * <p>Laws: the chunks hold all text of the blocks, headings included, in order and overlapping; no chunk is over the limit
 * or the model's window; no word is cut that fits a chunk. It is not local: an edit changes all chunks behind it.
 */
final class FixedChunker implements Chunker {
    private final int most;
    /** A word must fit behind any context. */
    private final int longestWord;

    private final int overlap;
    private final Context context;
    private final Measure measure;

    FixedChunker(int most, int overlap, TokenCounter tokens, int window) {
        this.context = new Context(tokens, window);
        this.measure = new Measure(tokens);
        this.most = most;
        this.longestWord = Math.max(1, Math.min(most, context.leastRoom()));
        this.overlap = overlap;
    }

    @Override
    public List<ChunkDraft> chunk(@Nullable String title, List<Block> blocks) {
        List<ChunkDraft> drafts = new ArrayList<>();
        List<Unit> words = words(blocks);
        List<List<String>> paths = paths(blocks);
        int from = 0;
        int covered = 0;
        while (covered < words.size()) {
            List<String> path = paths.get(words.get(from).place());
            String inFront = context.of(title, path);
            int to = end(words, from, Math.min(most, context.room(inFront)));
            if (to <= covered) {
                // What is repeated leaves no room for the next word.
                from = covered;
                continue;
            }
            drafts.add(new Stretch(path, inFront, most, words).draft(new Span(from, to)));
            covered = to;
            from = start(words, from, to);
        }
        return drafts;
    }

    private List<Unit> words(List<Block> blocks) {
        List<Unit> words = new ArrayList<>();
        for (int place = 0; place < blocks.size(); place++) {
            Block block = blocks.get(place);
            String text = block.getText();
            for (Span word : measure.words(text, new Span(0, text.length()), longestWord)) {
                int size = Math.min(longestWord, measure.size(text.substring(word.start(), word.end())));
                words.add(new Unit(block, place, word.start(), word.end(), size, Edge.WORD, null));
            }
        }
        return words;
    }

    /** For each block the headings that it stands under. */
    private static List<List<String>> paths(List<Block> blocks) {
        List<List<String>> paths = new ArrayList<>();
        Deque<Block> open = new ArrayDeque<>();
        for (Block block : blocks) {
            boolean heading = block.getKind() == BlockKind.HEADING;
            while (heading && !open.isEmpty() && open.getLast().getLevel() >= block.getLevel()) {
                open.removeLast();
            }
            paths.add(open.stream().map(above -> above.getText().strip()).toList());
            if (heading && !block.getText().isBlank()) {
                open.addLast(block);
            }
        }
        return paths;
    }

    private static int end(List<Unit> words, int from, int most) {
        int to = from + 1;
        int size = words.get(from).size();
        while (to < words.size() && size + words.get(to).size() <= most) {
            size += words.get(to).size();
            to++;
        }
        return to;
    }

    private int start(List<Unit> words, int from, int to) {
        int start = to;
        int size = 0;
        while (start - 1 > from && size + words.get(start - 1).size() <= overlap) {
            start--;
            size += words.get(start).size();
        }
        return start;
    }
}
