package io.freshet.index.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.embedding.TokenCounter;
import io.freshet.testkit.WordTokenCounter;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class RememberedCountsTest {
    private final List<String> counted = new ArrayList<>();
    private final TokenCounter words = new WordTokenCounter();

    private RememberedCounts remembering(long bytes) {
        return new RememberedCounts(
                text -> {
                    counted.add(text);
                    return words.count(text);
                },
                bytes);
    }

    @Property
    void aCountIsTheCountersOwnHoweverOftenItIsAskedFor(
            @ForAll @Size(max = 200) List<@IntRange(max = 40) Integer> lengths) {
        RememberedCounts counts = remembering(1_000);
        for (int length : lengths) {
            String text = "word ".repeat(length);
            assertThat(counts.count(text)).isEqualTo(words.count(text));
        }
    }

    @Test
    void aSentenceThatComesBackIsNotCountedAgain() {
        // Given
        RememberedCounts counts = remembering(10_000);
        counts.count("The same sentence.");
        counts.count("Another one.");

        // When
        counts.count("The same sentence.");

        // Then
        assertThat(counted).containsExactly("The same sentence.", "Another one.");
    }

    @Test
    void memoryIsBoundedAndWhatIsAskedForAgainStays() {
        // Given
        RememberedCounts counts = remembering(2_000);

        // When
        for (int i = 0; i < 1_000; i++) {
            counts.count("sentence " + i);
            counts.count("often");
        }

        // Then
        assertThat(counts.size()).isLessThan(40);
        assertThat(counted).containsOnlyOnce("often");
    }

    @Test
    void veryLongTextsAreNotKept() {
        // Given
        RememberedCounts counts = remembering(1_000_000);

        // When
        counts.count("long ".repeat(1_000));

        // Then
        assertThat(counts.size()).isZero();
    }
}
