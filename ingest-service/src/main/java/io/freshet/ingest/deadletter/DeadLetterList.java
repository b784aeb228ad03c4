package io.freshet.ingest.deadletter;

import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.records.DeadLetter;
import java.util.List;

/** The dead letters of a tenant. */
public interface DeadLetterList {

    /** Returns the newest ones, newest first, without their original values. */
    List<DeadLetter> newest(String tenant, int limit) throws BrokerUnavailableException;
}
