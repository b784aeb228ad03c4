package io.freshet.ingest.content;

import java.net.URI;

/** Gets the bytes that an event refers to. Safe for many threads; every call ends in bounded time. */
public interface ContentFetcher {

    /**
     * Returns the bytes, which whoever asked closes.
     *
     * @throws ContentRefusedException when the reference is at fault, and asking again would not help
     * @throws ContentUnavailableException when whoever keeps the bytes cannot be reached now
     */
    FileContent fetch(String tenant, URI reference)
            throws ContentRefusedException, ContentUnavailableException, InterruptedException;
}
