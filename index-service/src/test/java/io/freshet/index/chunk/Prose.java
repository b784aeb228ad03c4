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

    /** Returns paragraphs, lists, tables and listings under headings that are all different, so many blocks or some more. */
    public List<Block> mixed(int length) {
        List<Block> blocks = new ArrayList<>();
        while (blocks.size() < length) {
            int topic = random.nextInt(VOCABULARY);
            switch (random.nextInt(8)) {
                case 0 -> blocks.add(block(BlockKind.HEADING, 1 + random.nextInt(3), "Part " + blocks.size()));
                case 1 -> blocks.add(block(BlockKind.TABLE, 0, table(topic, 1 + random.nextInt(30))));
                case 2 -> blocks.add(block(BlockKind.CODE, 0, listing(1 + random.nextInt(20))));
                case 3 -> {
                    for (int items = random.nextInt(8); items >= 0; items--) {
                        blocks.add(block(BlockKind.LIST_ITEM, 0, sentence(topic)));
                    }
                }
                case 4 -> blocks.add(block(BlockKind.CAPTION, 0, sentence(topic)));
                default -> blocks.add(paragraph(sentences(topic, 1 + random.nextInt(8))));
            }
        }
        return blocks;
    }

    private String sentences(int topic, int count) {
        StringBuilder text = new StringBuilder(sentence(topic));
        for (int i = 1; i < count; i++) {
            text.append(' ').append(sentence(topic));
        }
        return text.toString();
    }

    private String table(int topic, int rows) {
        StringBuilder text = new StringBuilder("Name | Remark");
        for (int row = 0; row < rows; row++) {
            text.append("\nw").append(random.nextInt(VOCABULARY)).append(" | ").append(sentence(topic));
        }
        return text.toString();
    }

    private String listing(int lines) {
        StringBuilder text = new StringBuilder("def f" + random.nextInt(VOCABULARY) + "():");
        for (int line = 0; line < lines; line++) {
            text.append("\n    call").append(random.nextInt(VOCABULARY)).append("(x, y)");
        }
        return text.toString();
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
