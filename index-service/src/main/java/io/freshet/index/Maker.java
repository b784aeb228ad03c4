package io.freshet.index;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TokenCounter;
import io.freshet.index.chunk.Chunkers;
import io.freshet.index.generation.Recipe;
import io.freshet.store.IndexIdentity;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes chunks with vectors: a model, and a way to cut. A process that only writes has the model's name alone. */
public final class Maker {
    private final EmbeddingModel model;
    private final @Nullable Embedder embedder;
    private final @Nullable TokenCounter tokens;
    private final IndexConfig.Chunking chunking;

    private Maker(
            EmbeddingModel model,
            @Nullable Embedder embedder,
            @Nullable TokenCounter tokens,
            IndexConfig.Chunking chunking) {
        this.model = model;
        this.embedder = embedder;
        this.tokens = tokens;
        this.chunking = chunking;
    }

    /** For a process with the stream; the embedder stays its owner's. */
    public static Maker of(Embedder embedder, TokenCounter tokens, IndexConfig.Chunking chunking) {
        return new Maker(embedder.model(), embedder, tokens, chunking);
    }

    /** For a process that only writes. */
    public static Maker named(EmbeddingModel model, IndexConfig.Chunking chunking) {
        return new Maker(model, null, null, chunking);
    }

    Recipe recipe() {
        return new Recipe(
                new IndexIdentity(model.id(), model.dimensions()),
                Chunkers.fingerprint(chunking.usual(), chunking.bySource()));
    }

    boolean canEmbed() {
        return embedder != null;
    }

    public Embedder embedder() {
        return Objects.requireNonNull(embedder, "this process only writes");
    }

    TokenCounter tokens() {
        return Objects.requireNonNull(tokens, "this process only writes");
    }

    IndexConfig.Chunking chunking() {
        return chunking;
    }
}
