package io.freshet.index.topology;

import io.freshet.index.chunk.ChunkDraft;
import io.freshet.index.chunk.Chunker;
import io.freshet.index.chunk.Context;
import io.freshet.records.Text;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cuts the text that arrived into the chunks that are wanted. */
final class Cut {
    private final Function<@Nullable String, Chunker> chunkers;
    private final Context context;

    Cut(Function<@Nullable String, Chunker> chunkers, Context context) {
        this.chunkers = chunkers;
        this.context = context;
    }

    Wish chunk(Wish wish) {
        Text text = wish.text();
        if (text == null) {
            return wish;
        }
        String own = text.getMetadata().getTitle();
        String wanted = wish.wanted().standing().metadata().getTitle();
        List<ChunkDraft> drafts = chunkers.apply(text.getMetadata().getSource()).chunk(own, text.getBlocks());
        // Cut under its own title, as if the patch that changed it had come when the chunks were in service.
        return wish.withDrafts(Objects.equals(own, wanted) ? drafts : titled(drafts, wanted));
    }

    private List<ChunkDraft> titled(List<ChunkDraft> drafts, @Nullable String title) {
        return drafts.stream()
                .map(draft -> new ChunkDraft(
                        draft.text(),
                        draft.headingPath(),
                        draft.page(),
                        draft.parent(),
                        context.of(title, draft.headingPath()) + draft.text()))
                .toList();
    }
}
