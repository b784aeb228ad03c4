package io.freshet.ingest.replay;

import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import java.time.Instant;
import java.util.Optional;

/** The outcomes that were published. */
public interface OutcomeLog {

    /**
     * The last outcome of the document, when one was published at about this time or later.
     *
     * @param partition where the document's events are, and so its outcomes
     * @throws BrokerUnavailableException when it cannot be told in bounded time
     */
    Optional<ExtractedDocument> last(DocumentKey document, int partition, Instant since)
            throws BrokerUnavailableException, InterruptedException;
}
