package io.freshet.query.retrieve;

import io.freshet.store.ChunkHit;
import io.freshet.store.Head;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A visible chunk that was found. Title and address are those of the document's head.
 *
 * @param text the chunk's own, or that of the passage it is a part of
 * @param keyword the keyword leg's own score, when that leg found it
 * @param vector cosine similarity, when the vector leg found it
 * @param highlights where the query's words stand in the text
 */
public record Hit(
        String documentId,
        UUID chunkId,
        @Nullable String title,
        @Nullable String uri,
        @Nullable String source,
        List<String> headingPath,
        @Nullable Integer page,
        String text,
        float score,
        @Nullable Float keyword,
        @Nullable Float vector,
        List<Span> highlights) {

    /** A stretch of text, in UTF-16 code units, end exclusive. */
    public record Span(int start, int end) {}

    static Hit of(ChunkHit hit, Head head, String text, Highlights highlights) {
        return new Hit(
                head.documentId(),
                hit.chunk().id(),
                head.metadata().title(),
                head.metadata().uri(),
                head.metadata().source(),
                hit.chunk().headingPath(),
                hit.chunk().page(),
                text,
                hit.score(),
                hit.keyword(),
                hit.similarity(),
                highlights.in(text));
    }
}
