package io.freshet.ingest.http;

import io.freshet.ingest.content.ContentStore;
import io.freshet.ingest.content.ContentTooLargeException;
import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.service.http.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in the bytes of a file: few into memory, many into the content store as they come. */
final class FileIntake {

    private static final Logger log = LoggerFactory.getLogger(FileIntake.class);
    private static final Duration STORE_BACK = Duration.ofSeconds(5);

    /** What one body may take altogether; a sender is never silent for long, and could still go on for ever. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final ContentStore store;
    private final long inline;
    private final long largest;
    private final LongSupplier nanos;

    /** When the store has no place, what does not fit into an event is refused. */
    FileIntake(ContentStore store, long inline, long largest) {
        this(store, inline, largest, System::nanoTime);
    }

    FileIntake(ContentStore store, long inline, long largest, LongSupplier nanos) {
        this.nanos = nanos;
        long most = Math.min(UploadSettings.MOST_INLINE, largest);
        this.store = store;
        this.inline = store.canKeep() ? Math.min(inline, most) : most;
        this.largest = store.canKeep() ? largest : most;
    }

    /** Where a file is now. */
    sealed interface Taken permits Inline, Kept {}

    /** In memory, to travel in its event. */
    record Inline(ByteBuffer bytes) implements Taken {}

    /** In the store, which the event refers to. */
    record Kept(URI reference) implements Taken {}

    long largest() {
        return largest;
    }

    /** The bytes that a file of this length takes in memory; -1 for an unknown length. */
    long inMemory(long length) {
        if (length < 0) {
            return inline;
        }
        return length <= inline ? length : 0;
    }

    /** Refuses a length that is known to be too much, before reading any of it. */
    void require(long length) {
        if (length > largest) {
            throw tooLarge();
        }
    }

    /** Takes all bytes; the length is -1 when it is not known. */
    Taken take(String tenant, InputStream body, long length) throws InterruptedException {
        require(length);
        InputStream bytes = new LimitedTime(body, LONGEST, nanos);
        try {
            if (length > inline) {
                return keep(tenant, bytes);
            }
            byte[] first = bytes.readNBytes(Math.toIntExact((length < 0 ? inline : length) + 1));
            if (length >= 0 && first.length < length) {
                throw incomplete();
            }
            return first.length > inline ? keep(tenant, rejoined(first, bytes)) : new Inline(ByteBuffer.wrap(first));
        } catch (IOException e) {
            log.atInfo().addKeyValue("reason", e.toString()).log("an upload broke off");
            throw timedOut(e) ? tooSlow() : incomplete();
        }
    }

    private static boolean timedOut(Throwable e) {
        return e instanceof TimeoutException || (e.getCause() != null && timedOut(e.getCause()));
    }

    private static InputStream rejoined(byte[] first, InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(first), rest);
    }

    private Taken keep(String tenant, InputStream bytes) throws IOException, InterruptedException {
        if (!store.canKeep()) {
            throw tooLarge();
        }
        try {
            return new Kept(store.keep(tenant, bytes, largest));
        } catch (ContentTooLargeException e) {
            throw tooLarge();
        } catch (ContentUnavailableException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("a file cannot be kept");
            throw Problem.later(
                    "CONTENT_STORE_UNAVAILABLE", "the file cannot be kept now; nothing was changed", STORE_BACK);
        }
    }

    private static Problem incomplete() {
        return new Problem(400, "INCOMPLETE_BODY", "the body ended before its declared end; nothing was changed");
    }

    static Problem tooSlow() {
        return new Problem(
                408, "REQUEST_TIMEOUT", "the body, or more of it, took too long to come; nothing was changed");
    }

    Problem tooLarge() {
        String limit = "a document may have at most " + largest + " bytes";
        return new Problem(
                413,
                "TOO_LARGE",
                store.canKeep() ? limit : limit + " here; larger ones need a store (freshet.content.directory)");
    }
}
