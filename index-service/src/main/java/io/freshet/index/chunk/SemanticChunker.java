package io.freshet.index.chunk;

import io.freshet.embedding.TokenCounter;
import io.freshet.records.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The default strategy: headings are never crossed, tables and listings stay whole, and inside a section boundaries are
 * where the words change.
 *
 * <p>Laws: the chunks hold all text of the blocks and nothing else, in order (headings in the paths, heads of tables
 * repeated); no chunk is over the limit or, with its context, over the model's window; an edit changes only chunks near
 * it.
 */
public final class SemanticChunker implements Chunker {
    private final SectionChunker cutting;

    /** Cuts for a model with this window, counting tokens as the model does. */
    public SemanticChunker(ChunkSettings sizes, TokenCounter tokens, int window) {
        this.cutting = new SectionChunker(sizes, Gaps::lexical, tokens, window);
    }

    @Override
    public List<ChunkDraft> chunk(@Nullable String title, List<Block> blocks) {
        return cutting.chunk(title, blocks);
    }
}
