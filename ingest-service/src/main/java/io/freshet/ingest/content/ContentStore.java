package io.freshet.ingest.content;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/**
 * Keeps files that are too large to travel in an event, which then carries a reference (a claim check). A reference belongs
 * to one tenant; what another tenant's event refers to is refused.
 */
public interface ContentStore extends AutoCloseable {

    /** Whether there is a place to keep files at all; {@link #keep} refuses every file otherwise. */
    default boolean canKeep() {
        return true;
    }

    /**
     * Keeps the bytes and returns a reference to them, once they are safe.
     *
     * @throws ContentTooLargeException when there are more bytes than the limit; nothing is kept then
     * @throws ContentUnavailableException when the bytes cannot be kept now
     * @throws IOException when the given stream fails; nothing is kept then
     */
    URI keep(String tenant, InputStream bytes, long limit)
            throws IOException, ContentTooLargeException, ContentUnavailableException, InterruptedException;

    @Override
    void close();
}
