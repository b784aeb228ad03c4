package io.freshet.ingest.stream;

/** The end of a process at some instruction; nobody in it can do anything about it. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("killed", null, false, false);
    }
}
