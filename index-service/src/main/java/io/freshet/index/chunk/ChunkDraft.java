package io.freshet.index.chunk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chunk before it has an id, a place and a vector.
 *
 * @param text what is shown
 * @param headingPath the headings above it, topmost first
 * @param page page on which it begins, where the format has pages
 * @param parent which passage of the document it was cut from, counted from 0; null when chunks are shown as they are
 * @param embeddedText title, heading path and text: what is embedded and what the id is made from
 */
public record ChunkDraft(
        String text,
        List<String> headingPath,
        @Nullable Integer page,
        @Nullable Integer parent,
        String embeddedText) {
    /** Copies the heading path. */
    public ChunkDraft {
        headingPath = List.copyOf(headingPath);
    }
}
