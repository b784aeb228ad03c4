package io.freshet.index.chunk;

import io.freshet.embedding.TokenCounter;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The chunker for documents of each source, and one for all other documents. */
public final class Chunkers {
    private final Chunker usual;
    private final Map<String, Chunker> bySource = new HashMap<>();
    private final String fingerprint;

    /**
     * Chunkers for a model with this window, counting tokens as the model does.
     *
     * @param usual for documents of no source, or of one that is not named
     * @param bySource by {@code metadata.source}, as it is written there
     */
    public Chunkers(Strategy usual, Map<String, Strategy> bySource, TokenCounter tokens, int window) {
        this.usual = usual.chunker(tokens, window);
        bySource.forEach((source, strategy) -> this.bySource.put(source, strategy.chunker(tokens, window)));
        this.fingerprint = fingerprint(usual, bySource);
    }

    /** Says how all sources are cut, for whoever needs no chunkers. */
    public static String fingerprint(Strategy usual, Map<String, Strategy> bySource) {
        StringBuilder all = new StringBuilder(usual.fingerprint());
        new TreeMap<>(bySource)
                .forEach((source, strategy) ->
                        all.append(';').append(source).append('=').append(strategy.fingerprint()));
        return all.toString();
    }

    /** Returns the chunker for documents of this source. */
    public Chunker of(@Nullable String source) {
        return source == null ? usual : bySource.getOrDefault(source, usual);
    }

    /** Says how all sources are cut: indexes with equal fingerprints, and the same model, hold the same chunks. */
    public String fingerprint() {
        return fingerprint;
    }
}
