package io.freshet.query.retrieve;

import io.freshet.query.retrieve.ConsistencyException.Pending;
import io.freshet.store.ChunkSearch;
import io.freshet.store.Head;
import io.freshet.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Holds a request until the index knows the caller's own writes, for a bounded time and a bounded number of requests.
 *
 * <p>A document that the viewer may not read counts as one that is not there, so that a made-up token tells nothing.
 */
public final class ReadYourWrites {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final Waiter waiter;
    private final Duration patience;
    private final Semaphore places;

    public ReadYourWrites(Waiter waiter, Duration patience, int places) {
        this.waiter = waiter;
        this.patience = patience;
        this.places = new Semaphore(places);
    }

    /** Returns once every token's change is in the index that is to answer. */
    public void await(ChunkSearch store, Viewer viewer, List<Token> tokens)
            throws ConsistencyException, StoreUnavailableException {
        if (pending(store, viewer, tokens).isEmpty()) {
            return;
        }
        if (!places.tryAcquire()) {
            throw ConsistencyException.tooManyWaiting();
        }
        try {
            poll(store, viewer, tokens);
        } finally {
            places.release();
        }
    }

    private void poll(ChunkSearch store, Viewer viewer, List<Token> tokens)
            throws ConsistencyException, StoreUnavailableException {
        long deadline = waiter.nanos() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            List<Pending> pending = pending(store, viewer, tokens);
            if (pending.isEmpty()) {
                return;
            }
            Duration left = Duration.ofNanos(deadline - waiter.nanos());
            if (left.isNegative() || left.isZero() || !paused(pause.compareTo(left) < 0 ? pause : left)) {
                throw ConsistencyException.notYetVisible(pending);
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private boolean paused(Duration pause) {
        try {
            waiter.pause(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<Pending> pending(ChunkSearch store, Viewer viewer, List<Token> tokens)
            throws ConsistencyException, StoreUnavailableException {
        if (tokens.isEmpty()) {
            return List.of();
        }
        List<String> documents =
                tokens.stream().map(Token::documentId).distinct().toList();
        Map<String, Head> heads = store.heads(viewer.tenant(), documents);
        List<Pending> pending = new ArrayList<>();
        for (Token token : tokens) {
            Head head = heads.get(token.documentId());
            if (head == null || !viewer.mayRead(head)) {
                pending.add(new Pending(token, null));
            } else if (head.origin().partition() != token.partition()) {
                throw ConsistencyException.badToken("the token names another partition than the document is in");
            } else if (head.origin().offset() < token.offset()) {
                pending.add(new Pending(token, head.origin().offset()));
            }
        }
        return pending;
    }
}
