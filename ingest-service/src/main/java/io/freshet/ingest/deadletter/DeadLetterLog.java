package io.freshet.ingest.deadletter;

import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.records.DeadLetter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The dead letters of the tenants. Of several letters with the same id, only the newest counts. */
public interface DeadLetterLog {

    /**
     * Some letters, newest first.
     *
     * @param next where to go on; null when there are no more
     */
    record Page(List<FiledLetter> letters, @Nullable LetterCursor next) {}

    /** Returns the newest letters of the tenant that pass. */
    Page newest(String tenant, LetterFilter filter, int limit) throws BrokerUnavailableException;

    /** Returns the tenant's letter of this id. */
    Optional<FiledLetter> find(String tenant, String id) throws BrokerUnavailableException;

    /** Returns the letter as it lies in the topic, with the original value; empty when it is no longer there. */
    Optional<DeadLetter> whole(FiledLetter filed) throws BrokerUnavailableException, InterruptedException;
}
