package io.freshet.index.chunk;

import io.freshet.embedding.TokenCounter;
import io.freshet.records.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts by structure alone: at headings always, then between paragraphs, list items, sentences and, where a sentence is
 * over the limit, words.
 *
 * <p>Laws: those of {@link SemanticChunker}. Among gaps of one kind a hash of the text beside them decides. Filling each
 * chunk up, as is usual, would move every boundary behind an edit.
 */
final class RecursiveChunker implements Chunker {
    private final SectionChunker cutting;

    RecursiveChunker(ChunkSettings sizes, TokenCounter tokens, int window) {
        this.cutting = new SectionChunker(sizes, Gaps::structural, tokens, window);
    }

    @Override
    public List<ChunkDraft> chunk(@Nullable String title, List<Block> blocks) {
        return cutting.chunk(title, blocks);
    }
}
