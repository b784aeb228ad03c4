package io.freshet.index.chunk;

import io.freshet.records.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a document into chunks. The same title and blocks give the same chunks. */
public interface Chunker {

    /** Returns the chunks in reading order; no text gives none. */
    List<ChunkDraft> chunk(@Nullable String title, List<Block> blocks);
}
