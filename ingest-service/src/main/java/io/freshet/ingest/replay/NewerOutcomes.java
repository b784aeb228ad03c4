package io.freshet.ingest.replay;

import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.records.DocumentKey;

/** Tells whether a document has moved on since an event that is to be replayed. */
public interface NewerOutcomes {

    /** Whether an outcome of a later event of the document, or a good outcome of this very event, was published. */
    boolean exist(DocumentKey document, Replay replay) throws BrokerUnavailableException, InterruptedException;
}
