package io.freshet.index.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.index.topology.RandomChanges;
import io.freshet.records.ChunkPut;
import io.freshet.records.HeadPut;
import io.freshet.store.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.utils.Utils;

/**
 * After every single write, whatever fails and whenever the process dies, a document shows exactly the chunks of one of
 * its sequences; in the end, of the last, and the store is what the topic says.
 */
final class NeverHalfAnEditTest {
    private static final List<String> DOCUMENTS = List.of("a", "b");

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void aDocumentShowsOneSequenceAtATime(@ForAll long seed) throws IOException {
        Path directory = Files.createTempDirectory("half-edit");
        try {
            RandomChanges changes = new RandomChanges(seed, 14, directory);
            Map<String, Map<Long, Set<UUID>>> expected = new HashMap<>();
            changes.standings().forEach(s -> expected.computeIfAbsent(s.documentId(), d -> new HashMap<>())
                    .put(s.sequence(), s.visible()));
            for (int round = 0; round < 6; round++) {
                play(changes, expected, new Random(seed + round));
            }
        } finally {
            Utils.delete(directory.toFile());
        }
    }

    private static void play(RandomChanges changes, Map<String, Map<Long, Set<UUID>>> expected, Random random) {
        FragileStore[] store = new FragileStore[1];
        store[0] = new FragileStore(random, 8, () -> DOCUMENTS.forEach(id -> showsOneSequence(store[0], id, expected)));
        WriterBench bench = new WriterBench(store[0]);
        changes.sent().forEach(record -> bench.append(record.key(), record.value(), record.sequence()));

        while (!bench.atEnd()) {
            bench.cycle(1 + random.nextInt(9));
            if (random.nextInt(3) == 0) {
                bench.cycle(0);
            }
            if (random.nextInt(4) == 0) {
                if (random.nextBoolean()) {
                    store[0].crash();
                }
                bench.start();
            }
        }
        bench.cycleToEnd();

        for (String id : DOCUMENTS) {
            Map<Long, Set<UUID>> sequences = expected.getOrDefault(id, Map.of());
            long last =
                    sequences.keySet().stream().mapToLong(Long::longValue).max().orElse(-1);
            Set<UUID> final_ = sequences.getOrDefault(last, Set.of());
            assertThat(store[0].visible(id)).isEqualTo(final_);
            assertThat(store[0].stored(id)).isEqualTo(final_);
        }
    }

    /** Small calls, several in flight, answers that are lost, processes that die or stand still between any two calls. */
    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void norWithManyCallsLateWritesCrashesAndZombies(@ForAll long seed) throws IOException {
        Path directory = Files.createTempDirectory("half-edit");
        try {
            RandomChanges changes = new RandomChanges(seed, 14, directory);
            Map<String, Map<Long, Set<UUID>>> expected = expected(changes);
            for (int round = 0; round < 8; round++) {
                new Trouble(changes, expected, new Random(seed + round)).play();
            }
        } finally {
            Utils.delete(directory.toFile());
        }
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A history that is written under all kinds of trouble. */
    private static final class Trouble {
        private final RandomChanges changes;
        private final Map<String, Map<Long, Set<UUID>>> expected;
        private final Random random;
        private final FragileStore store;
        private final WriterBench bench;
        private ShuffledFlights flights;

        Trouble(RandomChanges changes, Map<String, Map<Long, Set<UUID>>> expected, Random random) {
            this.changes = changes;
            this.expected = expected;
            this.random = random;
            this.flights = new ShuffledFlights(random);
            this.store = new FragileStore(random, 10, this::everybodySeesOneSequence);
            CallLimits calls = new CallLimits(2, 1, 1 + random.nextInt(8) + 1, 1_000, 1 + random.nextInt(4));
            this.bench = new WriterBench(store, this::newFlights, calls, this::pass);
        }

        /** What is on its way arrives when the longest time is over that it may take, or before. */
        private void pass(Duration time) {
            if (time.compareTo(WriterBench.LANDING) >= 0 || random.nextInt(5) == 0) {
                store.land();
            }
        }

        private Flights newFlights() {
            flights = new ShuffledFlights(random);
            return flights;
        }

        void play() {
            changes.sent().forEach(record -> bench.append(record.key(), record.value(), record.sequence()));
            while (!bench.atEnd()) {
                switch (random.nextInt(6)) {
                    case 0 -> store.after(1 + random.nextInt(6), this::die);
                    case 1 -> store.after(1 + random.nextInt(6), this::standStill);
                    default -> store.after(-1, () -> {});
                }
                cycle(random.nextInt(9));
            }
            store.after(-1, () -> {});
            bench.cycleToEnd();
            assertThatTheStoreIs(changes, expected, store);
            assertThat(bench.deadLetters).isEmpty();
        }

        private void cycle(int records) {
            try {
                bench.cycle(records);
            } catch (Crash died) {
                // A store in the same process dies with it; a remote one may still get what is on its way.
                if (random.nextBoolean()) {
                    store.crash();
                }
                bench.start();
            } catch (CommitFailedException fenced) {
                // A zombie that was found out; the new owner has been started.
            }
        }

        private void die() {
            throw new Crash();
        }

        /** The process stands still; its partition is taken over meanwhile, and then it goes on where it was. */
        private void standStill() {
            flights.arrive();
            bench.pass(Duration.ofSeconds(11));
            bench.start();
            for (int i = 0; i < 3; i++) {
                bench.cycle(random.nextInt(9));
            }
        }

        private void everybodySeesOneSequence() {
            DOCUMENTS.forEach(id -> showsOneSequence(store, id, expected));
        }
    }

    private static Map<String, Map<Long, Set<UUID>>> expected(RandomChanges changes) {
        Map<String, Map<Long, Set<UUID>>> expected = new HashMap<>();
        changes.standings().forEach(s -> expected.computeIfAbsent(s.documentId(), d -> new HashMap<>())
                .put(s.sequence(), s.visible()));
        return expected;
    }

    /** What the store shows in the end is the last sequence, and row by row what the topic says last. */
    private static void assertThatTheStoreIs(
            RandomChanges changes, Map<String, Map<Long, Set<UUID>>> expected, FragileStore store) {
        Map<String, SpecificRecord> fold = new LinkedHashMap<>();
        for (RandomChanges.Sent sent : changes.sent()) {
            fold.remove(sent.key());
            if (sent.value() != null) {
                fold.put(sent.key(), sent.value());
            }
        }
        for (String id : DOCUMENTS) {
            Map<Long, Set<UUID>> sequences = expected.getOrDefault(id, Map.of());
            long last =
                    sequences.keySet().stream().mapToLong(Long::longValue).max().orElse(-1);
            assertThat(store.visible(id)).isEqualTo(sequences.getOrDefault(last, Set.of()));
            assertThat(store.chunks(id))
                    .containsExactlyInAnyOrderElementsOf(fold.values().stream()
                            .filter(value -> value instanceof ChunkPut put
                                    && put.getDocumentId().equals(id))
                            .map(value -> StoreForm.chunk((ChunkPut) value))
                            .toList());
            if (fold.get("acme/" + id + "#") instanceof HeadPut head) {
                assertThat(store.standing(id).sequence()).isEqualTo(head.getSequence());
                assertThat(store.standing(id).origin().offset())
                        .isEqualTo(head.getOrigin().getOffset());
            } else {
                assertThat(store.head(id)).isNull();
            }
        }
    }

    private static void showsOneSequence(FragileStore store, String id, Map<String, Map<Long, Set<UUID>>> expected) {
        Head head = store.head(id);
        Set<UUID> visible = store.visible(id);
        if (head == null) {
            assertThat(visible).isEmpty();
        } else {
            assertThat(visible)
                    .as("%s at sequence %d", id, head.sequence())
                    .isEqualTo(expected.getOrDefault(id, Map.of()).get(head.sequence()));
        }
    }
}
