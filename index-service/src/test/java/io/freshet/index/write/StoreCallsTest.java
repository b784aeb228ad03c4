package io.freshet.index.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.records.DocumentKey;
import io.freshet.records.IndexKey;
import io.freshet.store.ChunkWriter;
import io.freshet.store.Head;
import io.freshet.store.Outcome;
import io.freshet.store.Write;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class StoreCallsTest {
    private static final CallLimits SMALL = new CallLimits(3, 1, 3, 1000, 4);

    private final RecordingStore store = new RecordingStore();
    private final Told told = new Told();

    @Test
    void aCallHoldsNoMoreWritesThanThePaceAllows() {
        write(SMALL, Flights.of(1, "calls"), pending("a", 10), pending("b", 10), pending("c", 10), pending("d", 10));

        assertThat(store.calls).extracting(List::size).containsExactly(3, 1);
    }

    @Test
    void aCallHoldsNoMoreBytesThanAllowedAndALargerWriteGoesAlone() {
        write(
                new CallLimits(9, 1, 9, 100, 1),
                Flights.of(1, "calls"),
                pending("a", 60),
                pending("b", 40),
                pending("c", 1),
                pending("d", 500),
                pending("e", 99));

        assertThat(store.calls).extracting(List::size).containsExactly(2, 1, 1, 1);
    }

    @Test
    void whatTheStoreDidNotTakeIsLeftAndTheRestIsDone() {
        store.answers.put("b", new Outcome.Overloaded("slow"));
        List<Pending> writes = new ArrayList<>(List.of(pending("a", 1), pending("b", 1), pending("c", 1)));

        Optional<Obstacle> obstacle = calls(SMALL, Flights.of(1, "calls"), true).write("put", writes, told);

        assertThat(obstacle).contains(new Obstacle("slow", false));
        assertThat(writes).extracting(p -> p.document().documentId()).containsExactly("b");
        assertThat(told.accepted).containsExactly("a", "c");
    }

    @Test
    void anUnknownOutcomeIsNotForgottenBesideAKnownOne() {
        store.answers.put("a", new Outcome.Unavailable("away"));
        store.answers.put("b", new Outcome.Overloaded("slow"));

        assertThat(write(SMALL, Flights.of(1, "calls"), pending("a", 1), pending("b", 1)))
                .contains(new Obstacle("slow", true));
    }

    @Test
    void withoutThePartitionsNothingIsWritten() {
        List<Pending> writes = new ArrayList<>(List.of(pending("a", 1)));

        assertThat(calls(SMALL, Flights.of(1, "calls"), false).write("put", writes, told))
                .isPresent();
        assertThat(store.calls).isEmpty();
        assertThat(writes).hasSize(1);
    }

    @Test
    void aStoreThatThrowsIsToldToTheCallerWhenAllCallsAreOver() {
        store.broken.add("a");

        assertThatThrownBy(() -> write(SMALL, Flights.of(4, "calls"), pending("a", 1), pending("b", 1)))
                .hasMessage("broken");
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void eachWriteIsDoneOnceAndADocumentHasOneCallAtATime(@ForAll long seed) {
        // A property has one instance for all its tries.
        new StoreCallsTest().writeAtRandom(new Random(seed));
    }

    private void writeAtRandom(Random random) {
        ShuffledFlights flights = new ShuffledFlights(random);
        List<Pending> writes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            writes.add(pending("d" + random.nextInt(9), random.nextInt(700)));
        }
        List<Pending> all = List.copyOf(writes);
        StoreCalls calls = calls(new CallLimits(2, 1, 12, 1000, 4), store.overlapping(flights), true);

        assertThat(calls.write("put", writes, told)).isEmpty();

        assertThat(writes).isEmpty();
        assertThat(store.calls.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(written(all));
        assertThat(told.accepted).hasSize(all.size());
        assertThat(flights.mostAtOnce).isGreaterThan(1);
    }

    @Test
    void onThreadsAllIsDoneToo() {
        List<Pending> writes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            writes.add(pending("d" + i % 40, 10));
        }
        List<Pending> all = List.copyOf(writes);
        Flights flights = Flights.of(4, "calls");

        assertThat(calls(SMALL, flights, true).write("put", writes, told)).isEmpty();
        flights.close();

        assertThat(store.calls.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(written(all));
    }

    private Optional<Obstacle> write(CallLimits limits, Flights flights, Pending... writes) {
        return calls(limits, flights, true).write("put", new ArrayList<>(List.of(writes)), told);
    }

    private StoreCalls calls(CallLimits limits, Flights flights, boolean ours) {
        // No time passes, so no call is slow.
        return new StoreCalls(store, flights, new Pace(limits), () -> ours, () -> 0);
    }

    private static List<Write> written(List<Pending> all) {
        return all.stream().map(Pending::write).toList();
    }

    private static Pending pending(String documentId, int bytes) {
        DocumentKey document = new DocumentKey("acme", documentId);
        UUID chunk = UUID.nameUUIDFromBytes((documentId + bytes).getBytes(StandardCharsets.UTF_8));
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("changes", 0, 0, new byte[0], new byte[bytes]);
        return new Pending(
                new Change(IndexKey.chunk(document, chunk), 1, null, record),
                new Write.DeleteChunk("acme", documentId, chunk));
    }

    private static final class Told implements StoreCalls.Listener {
        private final List<String> accepted = new ArrayList<>();

        @Override
        public void accepted(Pending pending) {
            accepted.add(pending.document().documentId());
        }

        @Override
        public void refused(Pending pending, String reason) {}

        @Override
        public void notDone(Pending pending, boolean unknown) {}
    }

    /** Answers by document, and sees to it that two calls in flight never share one. */
    private static final class RecordingStore implements ChunkWriter {
        private final List<List<Write>> calls = Collections.synchronizedList(new ArrayList<>());
        private final Map<String, Outcome> answers = new HashMap<>();
        private final Set<String> broken = new TreeSet<>();
        private final Set<String> busy = ConcurrentHashMap.newKeySet();
        private final List<TreeSet<String>> begun = new ArrayList<>();

        /** A call counts as in flight from its start to its end; which documents it has is seen when it runs. */
        Flights overlapping(ShuffledFlights flights) {
            return new Flights() {
                private final List<Integer> open = new ArrayList<>();

                @Override
                public void start(Runnable call) {
                    int number = begun.size();
                    begun.add(new TreeSet<>());
                    open.add(number);
                    List<Integer> beside = List.copyOf(open);
                    flights.start(() -> {
                        int before = calls.size();
                        call.run();
                        for (Write write : calls.get(before)) {
                            begun.get(number).add(write.documentId());
                        }
                        for (int other : beside) {
                            assertThat(other == number || Collections.disjoint(begun.get(other), begun.get(number)))
                                    .isTrue();
                        }
                        open.remove((Integer) number);
                    });
                }

                @Override
                public void awaitOne() {
                    flights.awaitOne();
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public List<Outcome> apply(List<Write> batch) {
            Set<String> documents = new TreeSet<>();
            batch.forEach(write -> documents.add(write.documentId()));
            documents.forEach(document -> assertThat(busy.add(document)).isTrue());
            calls.add(List.copyOf(batch));
            List<Outcome> outcomes = new ArrayList<>();
            for (Write write : batch) {
                if (broken.contains(write.documentId())) {
                    throw new IllegalStateException("broken");
                }
                outcomes.add(answers.getOrDefault(write.documentId(), Outcome.ACCEPTED));
            }
            busy.removeAll(documents);
            return outcomes;
        }

        @Override
        public Map<String, Head> heads(String tenant, Collection<String> documentIds) {
            return Map.of();
        }

        @Override
        public Map<UUID, Long> since(String tenant, Collection<UUID> chunkIds) {
            return Map.of();
        }

        @Override
        public void recordAsOf(Instant asOf) {}

        @Override
        public void sync() {}

        @Override
        public void recordPositions(Map<Integer, Long> positions) {}

        @Override
        public Map<Integer, Long> positions() {
            return Map.of();
        }
    }
}
