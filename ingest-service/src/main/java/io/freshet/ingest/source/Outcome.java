package io.freshet.ingest.source;

/**
 * What an event comes to when all goes well.
 *
 * @param name in metrics and logs
 * @param mediaType of the file, or "none" where there is none
 * @param content what is sent on
 */
record Outcome(String name, String mediaType, Object content) {

    static final String NO_FILE = "none";

    static Outcome of(String name, Object content) {
        return new Outcome(name, NO_FILE, content);
    }
}
