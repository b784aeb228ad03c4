package io.freshet.embedding.stack;

import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.WellFormed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of a text as one model reads it; a cache of these holds nobody's words. */
record TextHash(long a, long b, long c, long d) {

    static TextHash of(EmbeddingModel model, TextKind kind, String text) {
        MessageDigest digest = sha256();
        digest.update((model.id() + '\0' + kind.name() + '\0').getBytes(StandardCharsets.UTF_8));
        digest.update(WellFormed.text(text).getBytes(StandardCharsets.UTF_8));
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new TextHash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
