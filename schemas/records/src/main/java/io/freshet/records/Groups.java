package io.freshet.records;

/**
 * The names under which the stages commit how far they have read. They are shared because freshness is told from the
 * positions of all stages.
 *
 * @param prefix in front of every name, as for topics
 * @param lineage the stream that is meant; the first one has no suffix
 */
public record Groups(String prefix, int lineage) {

    /** The names of the first lineage. */
    public Groups(String prefix) {
        this(prefix, Topics.FIRST_LINEAGE);
    }

    /** Returns the names of another lineage. */
    public Groups ofLineage(int other) {
        return new Groups(prefix, other);
    }

    /** Consumer group of the ingest service, on the documents topic. */
    public String ingest() {
        return prefix + "ingest";
    }

    /** Application id of the index stream, which is also its consumer group, on the extracted topic. */
    public String stream() {
        return prefix + "index" + Topics.suffix(lineage);
    }

    /** Consumer group of the writer of the index's first generation, on the index-changes topic. */
    public String writer() {
        return writer(1);
    }

    /** Consumer group of the writer of a generation, on the index-changes topic of its lineage. */
    public String writer(int generation) {
        return prefix + "index-writer" + (generation == 1 ? "" : "-g" + generation);
    }
}
