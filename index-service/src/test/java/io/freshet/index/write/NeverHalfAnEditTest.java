package io.freshet.index.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.index.topology.RandomChanges;
import io.freshet.store.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.common.utils.Utils;

/**
 * After every single write, whatever fails and whenever the process dies, a document shows exactly the chunks of one of
 * its sequences; in the end, of the last.
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
