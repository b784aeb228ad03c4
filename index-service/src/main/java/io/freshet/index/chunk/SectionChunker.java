package io.freshet.index.chunk;

import io.freshet.embedding.TokenCounter;
import io.freshet.records.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cuts each section at its best gaps; what is a good gap is the strategy. */
final class SectionChunker implements Chunker {
    private final ChunkSettings sizes;
    private final Function<List<Unit>, Gaps> judge;
    private final Sections sections;

    SectionChunker(ChunkSettings sizes, Function<List<Unit>, Gaps> judge, TokenCounter tokens, int window) {
        this.sizes = sizes;
        this.judge = judge;
        this.sections = new Sections(tokens, window);
    }

    @Override
    public List<ChunkDraft> chunk(@Nullable String title, List<Block> blocks) {
        List<ChunkDraft> drafts = new ArrayList<>();
        for (Stretch stretch : sections.of(title, blocks, sizes.maxTokens())) {
            Boundaries boundaries = new Boundaries(stretch.units(), judge.apply(stretch.units()));
            boundaries.cut(sizes.within(stretch.limit())).forEach(run -> drafts.add(stretch.draft(run)));
        }
        return drafts;
    }
}
