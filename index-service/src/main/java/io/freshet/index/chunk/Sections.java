package io.freshet.index.chunk;

import io.freshet.embedding.TokenCounter;
import io.freshet.records.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documents as the strategies that never cross a heading see them: one stretch of units for each section. */
final class Sections {
    // What is longer is a paragraph that somebody made bold.
    private static final int LONGEST_HEADING = 64;

    private final Context context;
    private final Measure measure;
    private final Units units;

    Sections(TokenCounter tokens, int window) {
        this.context = new Context(tokens, window);
        this.measure = new Measure(tokens);
        this.units = new Units(measure);
    }

    /** No unit is over {@code most}, or over what the window leaves. */
    List<Stretch> of(@Nullable String title, List<Block> blocks, int most) {
        return Section.of(blocks, block -> measure.size(block.getText()) <= LONGEST_HEADING).stream()
                .map(section -> stretch(title, section, most))
                .toList();
    }

    private Stretch stretch(@Nullable String title, Section section, int most) {
        String inFront = context.of(title, section.headingPath());
        int limit = Math.max(1, Math.min(most, context.room(inFront)));
        return new Stretch(section.headingPath(), inFront, limit, units.of(section, limit));
    }
}
