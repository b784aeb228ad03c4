package io.freshet.index.chunk;

import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Writes documents from a seed: words follow a topic that changes now and then. */
public final class Prose {
    private static final int VOCABULARY = 3000;

    private final Random random;

    /** The same seed writes the same. */
    public Prose(long seed) {
        this.random = new Random(seed);
    }

    /** Returns a block without a page. */
    public static Block block(BlockKind kind, int level, String text) {
        return block(kind, level, text, null);
    }

    /** Returns a block on a page. */
    public static Block block(BlockKind kind, int level, String text, @Nullable Integer page) {
        return new Block(kind, level, text, page);
    }

    /** Returns a paragraph. */
    public static Block paragraph(String text) {
        return block(BlockKind.PARAGRAPH, 0, text);
    }

    /** Returns paragraphs under headings, so many sentences in all. */
    public List<Block> document(int sentences, int perSection) {
        List<Block> blocks = new ArrayList<>();
        int topic = 0;
        int written = 0;
        while (written < sentences) {
            if (written % perSection == 0) {
                blocks.add(block(BlockKind.HEADING, 1 + random.nextInt(3), "Part " + written));
            }
            topic = random.nextInt(4) == 0 ? random.nextInt(VOCABULARY) : topic;
            StringBuilder text = new StringBuilder();
            int inParagraph = Math.min(1 + random.nextInt(6), perSection - written % perSection);
            for (int i = 0; i < inParagraph; i++) {
                text.append(sentence(topic)).append(' ');
            }
            written += inParagraph;
            blocks.add(paragraph(text.toString().strip()));
        }
        return blocks;
    }

    /** Returns one sentence near the topic. */
    public String sentence(int topic) {
        int words = 8 + random.nextInt(18);
        StringBuilder text = new StringBuilder("The");
        for (int i = 0; i < words; i++) {
            int spread = random.nextInt(3) == 0 ? VOCABULARY : 12;
            text.append(" w").append((topic + random.nextInt(spread)) % VOCABULARY);
        }
        return text.append('.').toString();
    }
}
