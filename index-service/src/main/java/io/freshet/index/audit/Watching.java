package io.freshet.index.audit;

/** Is told how a comparison goes on. Called by the thread that compares. */
public interface Watching {

    /** So many changes of the log were read since the last call. */
    void changesRead(long changes);

    /** So many rows of the store were looked at since the last call. */
    void rowsSeen(long rows);

    /** Of all partitions so far, so many rows should be stored, and so many changes could not be read. */
    void partitionsDone(int partitions, long rows, long unreadable);

    /** Watches nothing. */
    static Watching nobody() {
        return new Watching() {
            @Override
            public void changesRead(long changes) {}

            @Override
            public void rowsSeen(long rows) {}

            @Override
            public void partitionsDone(int partitions, long rows, long unreadable) {}
        };
    }
}
