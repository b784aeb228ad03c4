package io.freshet.index.audit;

/** The writer does not come to the end of the log, so there is nothing to compare with yet. */
final class WriterBehindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WriterBehindException(int partition, long applied, long end) {
        super(
                "the writer is behind in partition " + partition + ": at " + applied + " of " + end
                        + "; an audit is of use when it has caught up",
                null,
                false,
                false);
    }
}
