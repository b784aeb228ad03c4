package io.freshet.index.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RankTest {

    @Property
    void thereIsAlwaysRoomBetweenNeighbours(@ForAll @IntRange(max = 400) int insertions, @ForAll int seed) {
        Random random = new Random(seed);
        List<String> keys = new ArrayList<>(Rank.between(null, null, 2));

        for (int i = 0; i < insertions; i++) {
            int at = random.nextInt(keys.size() + 1);
            keys.add(at, Rank.between(at == 0 ? null : keys.get(at - 1), at == keys.size() ? null : keys.get(at)));
        }

        assertThat(keys).isSorted().doesNotHaveDuplicates().noneMatch(key -> key.endsWith("0"));
    }

    @Property
    void keysAreInOrderAndShort(@ForAll @IntRange(max = 3000) int count) {
        assertThat(Rank.between(null, null, count))
                .hasSize(count)
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(key -> key.length() <= 4);
    }

    @Property
    void completedKeysAreInOrderAndKeepWhatTheyCan(@ForAll @IntRange(max = 60) int count, @ForAll int seed) {
        Random random = new Random(seed);
        List<String> all = Rank.between(null, null, count);
        List<@Nullable String> kept = new ArrayList<>();
        for (String key : all) {
            kept.add(random.nextInt(3) == 0 ? null : key);
        }

        List<String> complete = Rank.complete(kept);

        assertThat(complete).isSorted().doesNotHaveDuplicates();
        for (int i = 0; i < count; i++) {
            if (kept.get(i) != null) {
                assertThat(complete.get(i)).isEqualTo(kept.get(i));
            }
        }
    }

    @Test
    void aMovedChunkAloneGetsANewKey() {
        List<String> completed = Rank.complete(Arrays.asList("B", "C", "D", "A"));

        assertThat(completed.subList(0, 3)).containsExactly("B", "C", "D");
        assertThat(completed.get(3)).isGreaterThan("D");
    }

    @Test
    void nothingIsBetweenAKeyAndItself() {
        assertThatThrownBy(() -> Rank.between("A", "A")).isInstanceOf(IllegalArgumentException.class);
    }
}
