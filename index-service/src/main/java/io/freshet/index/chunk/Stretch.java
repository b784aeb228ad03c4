package io.freshet.index.chunk;

import io.freshet.records.BlockKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Units in reading order that chunks are made from, and what stands in front of each of these chunks.
 *
 * @param inFront title and heading path, as embedded
 * @param limit how many tokens of text fit behind that, and are allowed
 */
record Stretch(List<String> headingPath, String inFront, int limit, List<Unit> units) {

    /** A chunk that is shown as it is. */
    ChunkDraft draft(Span run) {
        return draft(text(run), run, null);
    }

    /**
     * A part of a passage. It ends in the white space that parts it from what follows, so that the texts of a passage, one
     * after the other, are its text; also at the end of the passage, or it would be another text once the passage grows.
     */
    ChunkDraft part(Span run, @Nullable Integer parent) {
        String behind = run.end() < units.size() ? between(run.end() - 1, run.end()) : "";
        return draft(text(run) + behind, run, parent);
    }

    private ChunkDraft draft(String text, Span run, @Nullable Integer parent) {
        Integer page = units.get(run.start()).block().getPage();
        return new ChunkDraft(text, headingPath, page, parent, inFront + text);
    }

    /** Inside a block the text is as it was; blocks are set apart by an empty line, list items by a line break. */
    private String text(Span run) {
        Unit first = units.get(run.start());
        StringBuilder text = new StringBuilder();
        if (first.head() != null) {
            text.append(first.head().text());
        }
        for (int i = run.start(); i < run.end(); i++) {
            Unit unit = units.get(i);
            if (i > run.start()) {
                text.append(between(i - 1, i));
            }
            text.append(unit.block().getText(), unit.start(), unit.end());
        }
        return text.toString();
    }

    private String between(int one, int other) {
        Unit left = units.get(one);
        Unit right = units.get(other);
        if (left.place() == right.place()) {
            return left.block().getText().substring(left.end(), right.start());
        }
        return isListItem(left) && isListItem(right) ? "\n" : "\n\n";
    }

    private static boolean isListItem(Unit unit) {
        return unit.block().getKind() == BlockKind.LIST_ITEM;
    }
}
