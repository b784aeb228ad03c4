package io.freshet.embedding.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class BatchesTest {

    @Property
    void everyTextIsInOneBatchAndNoBatchIsTooLarge(
            @ForAll @Size(max = 60) List<@IntRange(max = 50) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 10) int mostTexts,
            @ForAll @IntRange(min = 1, max = 100) int mostTokens) {
        int[] tokens = lengths.stream().mapToInt(Integer::intValue).toArray();

        List<int[]> batches = new Batches(mostTexts, mostTokens).of(tokens);

        assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .containsExactly(IntStream.range(0, tokens.length).toArray());
        assertThat(batches).allSatisfy(batch -> {
            int sum = Arrays.stream(batch).map(i -> tokens[i]).sum();
            assertThat(batch.length).isBetween(1, mostTexts);
            assertThat(batch.length == 1 || sum <= mostTokens).isTrue();
        });
    }
}
