package io.freshet.ingest.http;

import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.service.http.Problem;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers are told while Kafka does not answer. */
public final class StreamAway {

    private static final Logger log = LoggerFactory.getLogger(StreamAway.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private StreamAway() {}

    /** For a change: a send that was given up may still arrive, so nothing is claimed about it. */
    public static Problem notConfirmed(BrokerUnavailableException e) {
        return problem(e, "the stream did not confirm the change; sending it again is safe");
    }

    /** For a question. */
    public static Problem notAnswered(BrokerUnavailableException e) {
        return problem(e, "the stream cannot be read now; nothing was changed");
    }

    private static Problem problem(BrokerUnavailableException e, String detail) {
        log.atWarn().addKeyValue("reason", e.getMessage()).log("Kafka does not answer");
        return Problem.later("BROKER_UNAVAILABLE", detail, RETRY_AFTER);
    }
}
