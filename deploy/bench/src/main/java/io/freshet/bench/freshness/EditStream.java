package io.freshet.bench.freshness;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.bench.served.Api;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Edits sent by the clock, whatever becomes of those before them: each is due at its own time, and what happens to it is
 * measured from then, so that a stall counts for all edits that it delays.
 */
final class EditStream {
    private final Api api;
    private final TopicWatch watch;
    private final Library library;
    private final String mode;
    /** Turns the date into a reading of the nano clock. */
    private final long nanosOfEpoch;

    EditStream(Api api, TopicWatch watch, Library library, String mode) {
        this.api = api;
        this.watch = watch;
        this.library = library;
        this.mode = mode;
        Instant now = Instant.now();
        this.nanosOfEpoch =
                System.nanoTime() - Duration.between(Instant.EPOCH, now).toNanos();
    }

    /**
     * Sends edits and returns what happened to them, once all were found.
     *
     * @param first the number of the first
     * @param perSecond their rate
     */
    List<Trip> run(int first, int count, double perSecond) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Trip>> trips = new ArrayList<>();
            long begin = System.nanoTime() + Duration.ofMillis(100).toNanos();
            for (int i = 0; i < count; i++) {
                Library.Edit edit = library.edit(first + i);
                long due = begin + (long) (i * 1e9 / perSecond);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                trips.add(threads.submit(() -> send(edit, due)));
            }
            List<Trip> done = new ArrayList<>();
            for (Future<Trip> trip : trips) {
                done.add(trip.get());
            }
            return done;
        } finally {
            threads.shutdownNow();
        }
    }

    private Trip send(Library.Edit edit, long due) throws IOException, InterruptedException {
        Trip trip = new Trip(due);
        trip.at(Moment.SENT, System.nanoTime());
        String token = api.put(edit.documentId(), edit.markdown(), edit.title());
        trip.at(Moment.ACKNOWLEDGED, System.nanoTime());
        JsonNode hits = api.search(edit.word(), mode, token);
        long found = System.nanoTime();
        if (!hits.path(0).path("text").asText().contains(edit.word())) {
            throw new IllegalStateException("the search that waited for " + token + " did not find " + edit.word());
        }
        trip.at(Moment.FOUND, found);
        noteStages(trip, edit, token, found);
        return trip;
    }

    private void noteStages(Trip trip, Library.Edit edit, String token, long found)
            throws IOException, InterruptedException {
        Long extracted = watch.extracted(token);
        if (extracted != null) {
            trip.at(Moment.EXTRACTED, extracted);
        }
        Long embedded = watch.embedded(token);
        if (embedded != null) {
            trip.at(Moment.EMBEDDED, embedded);
        }
        Instant indexed =
                Instant.parse(api.document(edit.documentId()).path("indexedAt").asText());
        long written = nanosOfEpoch + Duration.between(Instant.EPOCH, indexed).toNanos();
        // Later than that is the next edit of the same manual.
        if (written <= found) {
            trip.at(Moment.WRITTEN, written);
        }
    }
}
