package io.freshet.records;

/**
 * The names under which the stages commit how far they have read. They are shared because freshness is told from the
 * positions of all stages.
 *
 * @param prefix in front of every name, as for topics
 */
public record Groups(String prefix) {

    /** Consumer group of the ingest service, on the documents topic. */
    public String ingest() {
        return prefix + "ingest";
    }

    /** Application id of the index stream, which is also its consumer group, on the extracted topic. */
    public String stream() {
        return prefix + "index";
    }

    /** Consumer group of the index writer, on the index-changes topic. */
    public String writer() {
        return prefix + "index-writer";
    }
}
