package io.freshet.index.chunk;

import io.freshet.embedding.TokenCounter;
import io.freshet.records.Block;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts passages as {@link SemanticChunker} cuts chunks, and each passage again into small chunks: these are matched one
 * by one, and shown as their passage.
 *
 * <p>Laws: those of {@link SemanticChunker}, where the limit is that of a passage; a chunk over the size that small ones
 * should have is a single sentence or listing, or what the passage has of a table. The texts of a passage's chunks, one after the other, are its text.
 */
final class ParentChildChunker implements Chunker {
    private final ChunkSettings passages;
    private final ChunkSettings children;
    private final Sections sections;

    ParentChildChunker(ChunkSettings passages, ChunkSettings children, TokenCounter tokens, int window) {
        this.passages = passages;
        this.children = children;
        this.sections = new Sections(tokens, window);
    }

    @Override
    public List<ChunkDraft> chunk(@Nullable String title, List<Block> blocks) {
        List<ChunkDraft> drafts = new ArrayList<>();
        int passage = 0;
        for (Stretch stretch : sections.of(title, blocks, passages.maxTokens())) {
            Boundaries boundaries = new Boundaries(stretch.units(), Gaps.lexical(stretch.units()));
            for (Span run : boundaries.cut(passages.within(stretch.limit()))) {
                List<Span> parts = boundaries.cutBesideTables(run, children.within(stretch.limit()));
                // A passage of one chunk is that chunk.
                Integer parent = parts.size() == 1 ? null : passage;
                parts.forEach(part -> drafts.add(stretch.part(part, parent)));
                passage++;
            }
        }
        return drafts;
    }
}
