package io.freshet.index.write;

import io.freshet.records.DocumentKey;
import io.freshet.store.ChunkWriter;
import io.freshet.store.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives writes to the store, in calls of the size and as many at once as the pace allows. Of one document there is never
 * more than one call in flight. When something is in the way no new calls begin, and those in flight are waited for.
 */
final class StoreCalls {
    private final ChunkWriter store;
    private final Flights flights;
    private final Pace pace;
    private final BooleanSupplier ours;
    private final LongSupplier nanos;

    /** What is told about each write of a call that ended. */
    interface Listener {
        void accepted(Pending pending);

        void refused(Pending pending, String reason);

        /** It will be given to the store again. */
        void notDone(Pending pending, boolean unknown);
    }

    /** @param ours whether the partitions are still ours, asked before each call */
    StoreCalls(ChunkWriter store, Flights flights, Pace pace, BooleanSupplier ours, LongSupplier nanos) {
        this.store = store;
        this.flights = flights;
        this.pace = pace;
        this.ours = ours;
        this.nanos = nanos;
    }

    /** Takes what is done off the list; returns what is in the way of the rest. The kind says which calls take alike. */
    Optional<Obstacle> write(String kind, List<Pending> writes, Listener listener) {
        Run run = new Run(kind, writes, listener);
        writes.clear();
        try {
            return run.toTheEnd();
        } finally {
            run.waiting.values().forEach(writes::addAll);
        }
    }

    /** A call: what it asks, and how it ended. */
    private static final class Call {
        private final long number;
        private final List<Pending> writes;
        private final boolean full;
        private @Nullable List<Outcome> outcomes;
        private @Nullable Throwable failure;
        private long took;

        private Call(long number, List<Pending> writes, boolean full) {
            this.number = number;
            this.writes = writes;
            this.full = full;
        }
    }

    private final class Run {
        private final String kind;
        private final Listener listener;
        private final Map<DocumentKey, Deque<Pending>> waiting = new LinkedHashMap<>();
        private final Map<DocumentKey, Deque<Pending>> behindTheirOwnCall = new HashMap<>();
        private final Queue<Call> over = new ConcurrentLinkedQueue<>();
        private int inFlight;
        private @Nullable Obstacle obstacle;
        private @Nullable Throwable failure;

        private Run(String kind, List<Pending> writes, Listener listener) {
            this.kind = kind;
            this.listener = listener;
            writes.forEach(this::queue);
        }

        private void queue(Pending pending) {
            waiting.computeIfAbsent(pending.document(), d -> new ArrayDeque<>()).add(pending);
        }

        private Optional<Obstacle> toTheEnd() {
            try {
                startAndSettle();
            } finally {
                // Whatever went wrong: nothing else may be written while these may still land.
                for (; inFlight > 0; inFlight--) {
                    flights.awaitOne();
                }
            }
            if (failure instanceof RuntimeException broken) {
                throw broken;
            } else if (failure instanceof Error error) {
                throw error;
            }
            return Optional.ofNullable(obstacle);
        }

        private void startAndSettle() {
            while (mayStart() || inFlight > 0) {
                while (mayStart() && inFlight < pace.atOnce()) {
                    start(nextCall());
                }
                if (inFlight > 0) {
                    flights.awaitOne();
                    settle(over.remove());
                }
            }
        }

        private boolean mayStart() {
            if (obstacle != null || failure != null || waiting.isEmpty()) {
                return false;
            }
            if (!ours.getAsBoolean()) {
                obstacle = Obstacle.known("the partitions are no longer ours");
            }
            return obstacle == null;
        }

        /** The documents of the call leave the list until it is over. */
        private Call nextCall() {
            List<Pending> writes = new ArrayList<>();
            long bytes = 0;
            boolean full = false;
            Iterator<Map.Entry<DocumentKey, Deque<Pending>>> documents =
                    waiting.entrySet().iterator();
            while (documents.hasNext() && !full) {
                Map.Entry<DocumentKey, Deque<Pending>> document = documents.next();
                Deque<Pending> left = document.getValue();
                int before = writes.size();
                while (!left.isEmpty() && fits(left.element(), writes, bytes)) {
                    bytes += left.element().bytes();
                    writes.add(left.remove());
                }
                full = !left.isEmpty() || writes.size() == pace.writes();
                if (writes.size() > before) {
                    behindTheirOwnCall.put(document.getKey(), left);
                    documents.remove();
                }
            }
            return new Call(pace.start(), writes, full);
        }

        private boolean fits(Pending next, List<Pending> writes, long bytes) {
            return writes.isEmpty() || (writes.size() < pace.writes() && bytes + next.bytes() <= pace.bytes());
        }

        private void start(Call call) {
            flights.start(() -> {
                long before = nanos.getAsLong();
                try {
                    call.outcomes =
                            store.apply(call.writes.stream().map(Pending::write).toList());
                } catch (RuntimeException | Error broken) {
                    call.failure = broken;
                }
                call.took = nanos.getAsLong() - before;
                over.add(call);
            });
            inFlight++;
        }

        private void settle(Call call) {
            inFlight--;
            List<Outcome> outcomes = call.outcomes;
            List<Pending> again = new ArrayList<>();
            if (outcomes == null) {
                failure = call.failure;
                again.addAll(call.writes);
            } else {
                for (int i = 0; i < call.writes.size(); i++) {
                    if (!settle(call.writes.get(i), outcomes.get(i))) {
                        again.add(call.writes.get(i));
                    }
                }
            }
            pace.ended(call.number, kind, call.writes.size(), call.full, !again.isEmpty(), call.took);
            again.forEach(this::queue);
            for (Pending write : call.writes) {
                Deque<Pending> rest = behindTheirOwnCall.remove(write.document());
                if (rest != null) {
                    rest.forEach(this::queue);
                }
            }
        }

        /** Returns whether the write is done. */
        private boolean settle(Pending pending, Outcome outcome) {
            if (outcome instanceof Outcome.Accepted) {
                listener.accepted(pending);
                return true;
            }
            if (outcome instanceof Outcome.Invalid invalid) {
                listener.refused(pending, invalid.reason());
                return true;
            }
            boolean unknown = outcome instanceof Outcome.Unavailable;
            listener.notDone(pending, unknown);
            String reason = outcome instanceof Outcome.Overloaded overloaded
                    ? overloaded.reason()
                    : ((Outcome.Unavailable) outcome).reason();
            obstacle = new Obstacle(reason, unknown || (obstacle != null && obstacle.unknown()));
            return false;
        }
    }
}
