package io.freshet.ingest.replay;

import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.records.DocumentKey;

/** Tells whether a document has moved on since an event that is to be replayed. */
public interface NewerOutcomes {

    /** Whether the document's last outcome is that of a later event, or a good one of this very event. */
    boolean exist(DocumentKey document, Replay replay) throws BrokerUnavailableException, InterruptedException;
}
