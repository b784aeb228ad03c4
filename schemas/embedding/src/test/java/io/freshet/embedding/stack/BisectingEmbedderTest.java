package io.freshet.embedding.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.TextKind;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class BisectingEmbedderTest {

    @Property
    void aRefusedListHasACulpritAndItIsGuilty(
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll @Size(min = 1, max = 4) Set<@IntRange(max = 39) Integer> guilty) {
        List<String> texts =
                IntStream.range(0, size).mapToObj(Integer::toString).toList();
        boolean anyGuilty = guilty.stream().anyMatch(index -> index < size);
        BisectingEmbedder embedder = new BisectingEmbedder(
                new FakeEmbedder(text -> !text.equals("water") && guilty.contains(Integer.valueOf(text))));

        EmbeddingException failure = failure(embedder, texts);

        if (anyGuilty) {
            assertThat(failure.kind()).isEqualTo(Kind.INVALID);
            assertThat(guilty).contains(failure.culprit());
        } else {
            assertThat(failure).isNull();
        }
    }

    @Test
    void aListThatIsOnlyTooLargeIsEmbeddedInParts() throws EmbeddingException {
        FakeEmbedder provider =
                new FakeEmbedder().failing(new EmbeddingException(Kind.INVALID, "payload too large", null));

        List<float[]> vectors = new BisectingEmbedder(provider).embed(List.of("a", "b", "c"), TextKind.PASSAGE);

        assertThat(vectors).hasSize(3);
        assertThat(vectors.get(2)).containsExactly(FakeEmbedder.vector("c"));
    }

    @Test
    void whatTheProviderTellsIsNotLookedForAgain() {
        FakeEmbedder provider = new FakeEmbedder().failing(new EmbeddingException(Kind.INVALID, "that", null, 2, null));

        EmbeddingException failure = failure(new BisectingEmbedder(provider), List.of("a", "b", "c"));

        assertThat(failure.culprit()).isEqualTo(2);
        assertThat(provider.requests).hasSize(2);
    }

    @Test
    void whoRefusesEverythingIsSetUpWrongly() {
        EmbeddingException failure = failure(new BisectingEmbedder(new FakeEmbedder(text -> true)), List.of("a", "b"));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.isMisconfigured()).isTrue();
    }

    @Test
    void otherFailuresPassAtOnce() {
        FakeEmbedder provider = new FakeEmbedder().failing(new EmbeddingException(Kind.OVERLOADED, "slow", null));

        assertThat(failure(new BisectingEmbedder(provider), List.of("a", "b")).kind())
                .isEqualTo(Kind.OVERLOADED);
        assertThat(provider.requests).hasSize(1);
    }

    private static EmbeddingException failure(BisectingEmbedder embedder, List<String> texts) {
        return catchThrowableOfType(EmbeddingException.class, () -> embedder.embed(texts, TextKind.PASSAGE));
    }
}
