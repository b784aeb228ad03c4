package io.freshet.index.audit;

import io.freshet.store.Chunk;
import io.freshet.store.Head;
import io.freshet.store.Metadata;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a row says, as a number: rows that say the same have the same. It covers what every store gives back as it was
 * written, times to the millisecond and vectors number by number, and leaves out what only the writer adds: when a head
 * was written, and which chunks it hides for the moment.
 */
final class Fingerprint {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final DataOutputStream out = new DataOutputStream(bytes);

    private Fingerprint() {}

    /**
     * The fingerprint of a chunk.
     *
     * @param vector of unit length
     */
    static long of(Chunk chunk, float[] vector) {
        return written(all -> {
            all.text(chunk.text());
            all.texts(chunk.headingPath());
            all.optional(chunk.page());
            all.text(chunk.order());
            all.optional(chunk.parent());
            all.metadata(chunk.metadata());
            all.out.writeLong(chunk.since());
            all.vector(vector);
        });
    }

    static long of(Head head) {
        return written(all -> {
            all.out.writeLong(head.sequence());
            all.optional(head.version());
            all.out.writeInt(head.origin().partition());
            all.out.writeLong(head.origin().offset());
            all.text(head.origin().eventId());
            all.instant(head.origin().occurredAt());
            all.instant(head.origin().publishedAt());
            all.metadata(head.metadata());
            all.out.writeInt(head.chunkCount());
            all.out.writeBoolean(head.deleted());
            Head.Failure failure = head.failure();
            all.out.writeBoolean(failure != null);
            if (failure != null) {
                all.text(failure.code());
                all.text(failure.message());
                all.instant(failure.since());
            }
        });
    }

    /** The first sixteen bytes of the text's digest. */
    static ByteBuffer ofText(String text) {
        return ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
    }

    private static long written(Content content) {
        Fingerprint all = new Fingerprint();
        try {
            content.into(all);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
        return ByteBuffer.wrap(sha256().digest(all.bytes.toByteArray())).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    // The length in front keeps two texts apart that are one when joined.
    private void text(String value) throws IOException {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private void texts(Collection<String> values) throws IOException {
        out.writeInt(values.size());
        for (String value : values) {
            text(value);
        }
    }

    private void optional(@Nullable Object value) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            text(value.toString());
        }
    }

    private void instant(Instant value) throws IOException {
        out.writeLong(value.toEpochMilli());
    }

    private void metadata(Metadata value) throws IOException {
        optional(value.title());
        optional(value.uri());
        optional(value.source());
        optional(value.language());
        optional(value.mediaType());
        texts(value.tags());
        texts(value.readers());
        Map<String, String> attributes = new TreeMap<>(value.attributes());
        texts(attributes.keySet());
        texts(attributes.values());
        out.writeBoolean(value.modifiedAt() != null);
        if (value.modifiedAt() != null) {
            instant(value.modifiedAt());
        }
    }

    private void vector(float[] vector) throws IOException {
        ByteBuffer numbers = ByteBuffer.allocate(vector.length * Float.BYTES);
        for (float number : vector) {
            numbers.putFloat(number == 0 ? 0f : number); // minus nothing is nothing
        }
        out.write(numbers.array());
    }

    /** What is written. */
    @FunctionalInterface
    private interface Content {
        void into(Fingerprint all) throws IOException;
    }
}
