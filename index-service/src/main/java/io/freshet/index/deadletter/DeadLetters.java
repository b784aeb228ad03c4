package io.freshet.index.deadletter;

import io.freshet.records.DeadLetter;
import io.freshet.records.DocumentKey;
import io.freshet.records.InvalidKeyException;
import io.freshet.records.Stage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes dead letters. */
public final class DeadLetters {
    private static final int LONGEST_STACK = 8_000;

    private final Stage stage;
    private final Clock clock;

    /** Dead letters of one stage. */
    public DeadLetters(Stage stage, Clock clock) {
        this.stage = stage;
        this.clock = clock;
    }

    /** A record as it was read. */
    public record Source(
            String topic, int partition, long offset, long timestamp, byte @Nullable [] key, byte @Nullable [] value) {}

    /** Returns the letter; the same record gives a letter with the same id. */
    public DeadLetter letter(Source source, String code, String message, @Nullable Throwable cause) {
        DocumentKey document = document(source.key());
        Throwable root = cause == null ? null : root(cause);
        return new DeadLetter(
                id(source),
                stage,
                code,
                message,
                root == null ? null : root.getClass().getName(),
                cause == null ? null : stack(cause),
                1,
                source.topic(),
                source.partition(),
                source.offset(),
                Instant.ofEpochMilli(source.timestamp()),
                source.key() == null ? null : ByteBuffer.wrap(source.key()),
                source.value() == null ? null : ByteBuffer.wrap(source.value()),
                null,
                document == null ? null : document.tenant(),
                document == null ? null : document.documentId(),
                clock.instant());
    }

    private String id(Source source) {
        String name = stage + ":" + source.topic() + ":" + source.partition() + ":" + source.offset();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private @Nullable DocumentKey document(byte @Nullable [] key) {
        if (key == null) {
            return null;
        }
        try {
            String text = new String(key, StandardCharsets.UTF_8);
            int hash = text.lastIndexOf('#');
            return DocumentKey.parse(stage == Stage.WRITE && hash >= 0 ? text.substring(0, hash) : text);
        } catch (InvalidKeyException notAKey) {
            return null;
        }
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String stack(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return text.toString()
                .substring(0, Math.min(LONGEST_STACK, text.getBuffer().length()));
    }
}
