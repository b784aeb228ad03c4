package io.freshet.query.retrieve;

import io.freshet.query.retrieve.ConsistencyException.Pending;
import io.freshet.store.ChunkSearch;
import io.freshet.store.Head;
import io.freshet.store.HeadWatch;
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
        try (HeadWatch watch = watch(store, viewer, tokens)) {
            waitThrough(watch, store, viewer, tokens);
        } finally {
            places.release();
        }
    }

    private HeadWatch watch(ChunkSearch store, Viewer viewer, List<Token> tokens) throws StoreUnavailableException {
        return store.watch(viewer.tenant(), documents(tokens)).orElseGet(() -> new GrowingPauses(waiter));
    }

    private void waitThrough(HeadWatch watch, ChunkSearch store, Viewer viewer, List<Token> tokens)
            throws ConsistencyException, StoreUnavailableException {
        long deadline = waiter.nanos() + patience.toNanos();
        while (true) {
            List<Pending> pending = pending(store, viewer, tokens);
            if (pending.isEmpty()) {
                return;
            }
            Duration left = Duration.ofNanos(deadline - waiter.nanos());
            if (left.isNegative() || left.isZero() || !waited(watch, left)) {
                throw ConsistencyException.notYetVisible(pending);
            }
        }
    }

    private static boolean waited(HeadWatch watch, Duration atMost) {
        try {
            watch.await(atMost);
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
        Map<String, Head> heads = store.heads(viewer.tenant(), documents(tokens));
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

    private static List<String> documents(List<Token> tokens) {
        return tokens.stream().map(Token::documentId).distinct().toList();
    }
}
