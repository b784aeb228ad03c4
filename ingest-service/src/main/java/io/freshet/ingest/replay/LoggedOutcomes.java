package io.freshet.ingest.replay;

import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import java.util.Optional;

/**
 * Looks at the outcome that a document stands at. Only the last one counts: after a crash a failure may be written again
 * behind the good outcome of its replay, and then the replay has to run again.
 */
public final class LoggedOutcomes implements NewerOutcomes {

    private final OutcomeLog log;

    public LoggedOutcomes(OutcomeLog log) {
        this.log = log;
    }

    @Override
    public boolean exist(DocumentKey document, Replay replay) throws BrokerUnavailableException, InterruptedException {
        return last(document, replay)
                .filter(last -> isLater(last, replay) || isGood(last, replay))
                .isPresent();
    }

    /** Whether the document stands at a later event; a good outcome of this very event does not count. */
    boolean laterExist(DocumentKey document, Replay replay) throws BrokerUnavailableException, InterruptedException {
        return last(document, replay).filter(last -> isLater(last, replay)).isPresent();
    }

    private Optional<ExtractedDocument> last(DocumentKey document, Replay replay)
            throws BrokerUnavailableException, InterruptedException {
        return log.last(document, replay.partition(), replay.publishedAt());
    }

    private static boolean isLater(ExtractedDocument outcome, Replay replay) {
        return outcome.getOrigin().getPartition() == replay.partition()
                && outcome.getOrigin().getOffset() > replay.offset();
    }

    private static boolean isGood(ExtractedDocument outcome, Replay replay) {
        return outcome.getOrigin().getPartition() == replay.partition()
                && outcome.getOrigin().getOffset() == replay.offset()
                && !(outcome.getOutcome() instanceof Failed);
    }
}
