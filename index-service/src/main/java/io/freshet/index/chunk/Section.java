package io.freshet.index.chunk;

import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * What stands between two headings. A heading with nothing under it is a section of its own, so that its words are not
 * lost; every other heading is found in the path of what follows it.
 */
record Section(List<String> headingPath, List<Block> blocks) {

    /** Cuts at headings; what {@code isHeading} does not take for one is text like any other. */
    static List<Section> of(List<Block> blocks, Predicate<Block> isHeading) {
        Outline outline = new Outline();
        for (Block block : blocks) {
            if (block.getText().isBlank()) {
                continue;
            }
            if (block.getKind() == BlockKind.HEADING && isHeading.test(block)) {
                outline.heading(block);
            } else {
                outline.body.add(block);
            }
        }
        outline.closeDownTo(0);
        return outline.sections;
    }

    private static final class Outline {
        private final List<Section> sections = new ArrayList<>();
        private final Deque<Block> open = new ArrayDeque<>();
        private List<Block> body = new ArrayList<>();
        // How many of the open headings, from the top, are in the path of a section already.
        private int told;

        void heading(Block heading) {
            closeDownTo(Math.max(1, heading.getLevel()));
            open.addLast(heading);
        }

        void closeDownTo(int level) {
            if (!body.isEmpty()) {
                emit(body);
                body = new ArrayList<>();
            }
            while (!open.isEmpty() && Math.max(1, open.getLast().getLevel()) >= level) {
                boolean untold = told < open.size();
                Block closed = open.removeLast();
                if (untold) {
                    emit(List.of(closed));
                }
                told = Math.min(told, open.size());
            }
        }

        private void emit(List<Block> content) {
            sections.add(new Section(open.stream().map(h -> h.getText().strip()).toList(), content));
            told = open.size();
        }
    }
}
