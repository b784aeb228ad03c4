package io.freshet.tika;

import io.freshet.tika.wire.WireBlock;
import io.freshet.tika.wire.WireBlock.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Normalises blocks, cuts the overlong ones and counts what passes. */
final class BlockSink {

    private static final int LOOK_BACK = 200;

    private final BlockOutput output;
    private final TextBudget budget;
    private final int maxBlockChars;
    private final LanguageSample sample = new LanguageSample();
    private int blocks;

    BlockSink(BlockOutput output, TextBudget budget, int maxBlockChars) {
        this.budget = budget;
        this.output = output;
        this.maxBlockChars = maxBlockChars;
    }

    int maxBlockChars() {
        return maxBlockChars;
    }

    LanguageSample sample() {
        return sample;
    }

    int blocks() {
        return blocks;
    }

    void block(Kind kind, int level, int page, CharSequence raw) {
        String text = kind == Kind.CODE ? CleanText.lines(raw) : CleanText.of(raw);
        int from = 0;
        while (from < text.length()) {
            int to = cut(text, from);
            String piece = kind == Kind.CODE
                    ? text.substring(from, to)
                    : text.substring(from, to).strip();
            if (!piece.isBlank()) {
                write(new WireBlock(kind, level, page, piece));
            }
            from = to;
        }
    }

    private int cut(String text, int from) {
        int end = from + maxBlockChars;
        if (end >= text.length()) {
            return text.length();
        }
        for (int i = end; i > end - Math.min(LOOK_BACK, maxBlockChars / 2); i--) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }

    private void write(WireBlock block) {
        if (!budget.write(block.text().length())) {
            return;
        }
        blocks++;
        sample.add(block.kind(), block.text());
        try {
            output.accept(block);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
