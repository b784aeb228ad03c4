package io.freshet.index.topology;

import io.freshet.service.patience.Patience;
import io.freshet.service.patience.Pauser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that died, after a pause that grows while threads keep dying. Only what no new thread can mend
 * ends the stream.
 */
public final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ThreadReplacement.class);
    private static final Duration QUIET = Duration.ofMinutes(5);

    private final Patience patience;
    private final Pauser pauser;
    private final Clock clock;
    private int deaths;
    private Instant last = Instant.EPOCH;

    /** Pauses as told before each replacement. */
    public ThreadReplacement(Patience patience, Pauser pauser, Clock clock) {
        this.patience = patience;
        this.pauser = pauser;
        this.clock = clock;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable cause) {
        if (isFatal(cause)) {
            log.atError().setCause(cause).addKeyValue("stage", "INDEX").log("stream ends");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        Duration pause = nextPause();
        log.atWarn()
                .setCause(cause)
                .addKeyValue("stage", "INDEX")
                .addKeyValue("pause", pause)
                .log("stream thread died and is replaced");
        try {
            boolean goesOn = pauser.pause(pause);
            return goesOn
                    ? StreamThreadExceptionResponse.REPLACE_THREAD
                    : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
    }

    private synchronized Duration nextPause() {
        Instant now = clock.instant();
        deaths = Duration.between(last, now).compareTo(QUIET) > 0 ? 0 : deaths + 1;
        last = now;
        return patience.pause(deaths);
    }

    private static boolean isFatal(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error
                    || cause instanceof AuthenticationException
                    || cause instanceof AuthorizationException) {
                return true;
            }
        }
        return false;
    }
}
