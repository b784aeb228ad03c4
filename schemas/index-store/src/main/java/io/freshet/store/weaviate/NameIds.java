package io.freshet.store.weaviate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids of rows that are known by a name: UUIDs of version 5. */
final class NameIds {
    private static final UUID HEADS = UUID.fromString("8d6f1e7c-53a7-5b0c-9a43-1e2f6b7c9d10");
    private static final UUID CONTROL = UUID.fromString("2a0b9c44-7d1e-5f63-8e52-6c3d4f5a6b71");

    private NameIds() {}

    static String head(String documentId) {
        return of(HEADS, documentId);
    }

    static String control(String name) {
        return of(CONTROL, name);
    }

    private static String of(UUID namespace, String name) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~0xF000L) | 0x5000L;
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
