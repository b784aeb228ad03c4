package io.freshet.query.retrieve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TextKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Vectors of query texts, embedded once while they stay in a bounded cache.
 *
 * <p>The cache is keyed by hash, so that it holds nobody's words.
 */
public final class QueryVectors {
    private final Embedder embedder;
    private final Cache<String, float[]> cache;

    public QueryVectors(Embedder embedder, int capacity) {
        this.embedder = embedder;
        this.cache = Caffeine.newBuilder().maximumSize(capacity).build();
    }

    float[] of(String text) throws EmbeddingException {
        String key = hash(text);
        float[] known = cache.getIfPresent(key);
        if (known == null) {
            known = embedder.embed(List.of(text), TextKind.QUERY).get(0);
            cache.put(key, known);
        }
        return known.clone();
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
