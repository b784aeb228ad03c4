package io.freshet.embedding.stack;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.service.patience.Pauser;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Requests and tokens a minute, shared by all callers in the order in which they came.
 *
 * <p>Each caller reserves the moment at which both are due and waits for it. Nothing is saved up over more than a second
 * of silence: providers count shorter spans than the minute that they speak of.
 */
final class RateBudget {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long SAVED = Duration.ofSeconds(1).toNanos();

    private final long perRequest;
    private final double perToken;
    private final Duration longestWait;
    private final LongSupplier nanos;
    private final Pauser pauser;
    private final EmbeddingMeters meters;
    private long requestDue;
    private long tokenDue;
    private long restUntil;

    /**
     * @param requests a minute; 0 for as many as one likes
     * @param tokens a minute; 0 for as many as one likes
     * @param nanos a clock that never goes back
     */
    RateBudget(
            int requests, int tokens, Duration longestWait, LongSupplier nanos, Pauser pauser, EmbeddingMeters meters) {
        this.perRequest = requests == 0 ? 0 : MINUTE / requests;
        this.perToken = tokens == 0 ? 0 : (double) MINUTE / tokens;
        this.longestWait = longestWait;
        this.nanos = nanos;
        this.pauser = pauser;
        this.meters = meters;
        long start = nanos.getAsLong();
        this.requestDue = start - SAVED;
        this.tokenDue = start - SAVED;
        this.restUntil = start;
    }

    /**
     * Waits until a request with so many tokens is due.
     *
     * @throws EmbeddingException of kind OVERLOADED, at once, when that would take too long
     */
    void take(long tokens) throws EmbeddingException {
        Duration wait = reserve(tokens);
        if (wait.isZero()) {
            return;
        }
        meters.waited(wait);
        try {
            if (!pauser.pause(wait)) {
                throw new EmbeddingException(Kind.UNAVAILABLE, "ended while waiting for the budget", null);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmbeddingException(Kind.UNAVAILABLE, "interrupted while waiting for the budget", interrupted);
        }
    }

    /** Lets nobody start before this much time is over, because the provider says so. */
    synchronized void rest(Duration time) {
        restUntil = later(restUntil, nanos.getAsLong() + time.toNanos());
    }

    private synchronized Duration reserve(long tokens) throws EmbeddingException {
        long now = nanos.getAsLong();
        long due = later(now, restUntil);
        if (perRequest > 0) {
            due = later(due, requestDue);
        }
        if (perToken > 0) {
            due = later(due, tokenDue);
        }
        Duration wait = Duration.ofNanos(due - now);
        if (wait.compareTo(longestWait) > 0) {
            throw new EmbeddingException(Kind.OVERLOADED, "the embedding budget is used up", null, null, wait);
        }
        requestDue = later(requestDue, due - SAVED) + perRequest;
        tokenDue = later(tokenDue, due - SAVED) + Math.round(perToken * tokens);
        return wait;
    }

    /** As System.nanoTime wants to be compared. */
    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
