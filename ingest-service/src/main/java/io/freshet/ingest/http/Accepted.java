package io.freshet.ingest.http;

/** The answer to a change that is in the stream; the token lets a search wait for it. */
record Accepted(String documentId, String eventId, String token) {}
