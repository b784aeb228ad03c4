package io.freshet.index.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.index.audit.Truth.Entry;
import io.freshet.index.audit.Truth.Standing;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TruthTest {
    private static final List<Standing> KNOWN = List.of(Standing.STORED, Standing.REMOVED, Standing.UNREADABLE);

    @Property(tries = 50)
    void isAMapThatRemembersWhatWasSeen(@ForAll long seed) {
        Random random = new Random(seed);
        Truth truth = new Truth();
        Map<RowKey, Entry> model = new HashMap<>();
        Set<RowKey> seen = new HashSet<>();

        for (int i = 0; i < 5_000; i++) {
            RowKey key = new RowKey("acme", "doc-" + random.nextInt(50), new UUID(0, random.nextInt(60)));
            if (random.nextInt(4) == 0) {
                truth.markSeen(key);
                if (model.containsKey(key)) {
                    seen.add(key);
                }
            } else {
                Standing standing = KNOWN.get(random.nextInt(3));
                long print = Truth.comparable(random.nextLong());
                Entry entry = new Entry(standing, random.nextInt(1 << 16), random.nextLong() >>> 17, i, print);
                truth.note(key, entry);
                model.put(key, entry);
            }
        }

        model.forEach((key, entry) -> assertThat(truth.find(key)).isEqualTo(entry));
        assertThat(truth.find(RowKey.head("acme", "doc-1")).standing()).isEqualTo(Standing.UNKNOWN);
        long stored = model.values().stream().filter(Entry::isStored).count();
        assertThat(truth.stored()).isEqualTo((int) stored);
        Long[] unseen = model.entrySet().stream()
                .filter(entry -> entry.getValue().isStored() && !seen.contains(entry.getKey()))
                .map(entry -> entry.getValue().offset())
                .sorted()
                .toArray(Long[]::new);
        long[] offsets = truth.unseen();
        assertThat(offsets).isSorted();
        assertThat(Arrays.stream(offsets).map(Truth::offset).sorted().boxed()).containsExactly(unseen);
    }

    @Test
    void aMillionRowsFitIntoAHundredMebibytes() {
        Truth truth = new Truth();
        for (int i = 0; i < 1_000_000; i++) {
            truth.note(new RowKey("acme", "doc", new UUID(1, i)), new Entry(Standing.STORED, 3, i, 1, i & ~7L));
        }

        assertThat(truth.stored()).isEqualTo(1_000_000);
        assertThat(truth.bytes()).isLessThan(100L << 20);
    }
}
