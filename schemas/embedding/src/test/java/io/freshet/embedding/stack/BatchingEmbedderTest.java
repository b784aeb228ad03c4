package io.freshet.embedding.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.lanes.Lanes;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchingEmbedderTest {

    @Test
    void vectorsComeInTheCallersOrderWhateverWentTogether() throws EmbeddingException {
        FakeEmbedder provider = new FakeEmbedder();
        List<String> texts = List.of("cccc", "a", "bbbbbbbbbbbbbbbb", "", "dd");

        List<float[]> vectors = batching(provider).embed(texts, TextKind.PASSAGE);

        assertThat(vectors)
                .usingRecursiveComparison()
                .isEqualTo(texts.stream().map(FakeEmbedder::vector).toList());
        assertThat(provider.requests)
                .containsExactlyInAnyOrder(List.of("", "a"), List.of("dd", "cccc"), List.of("bbbbbbbbbbbbbbbb"));
    }

    @Test
    void aCulpritIsNamedByItsPlaceInTheCallersList() {
        FakeEmbedder provider = new FakeEmbedder(text -> text.equals("cccc"));
        BatchingEmbedder batching = batching(new BisectingEmbedder(provider));

        EmbeddingException failure = catchThrowableOfType(
                EmbeddingException.class, () -> batching.embed(List.of("cccc", "a", "bb", "ddddd"), TextKind.PASSAGE));

        assertThat(failure.kind()).isEqualTo(Kind.INVALID);
        assertThat(failure.culprit()).isZero();
    }

    @Test
    void closingClosesTheProvider() {
        FakeEmbedder provider = new FakeEmbedder();

        batching(provider).close();

        assertThat(provider.isClosed()).isTrue();
    }

    private static BatchingEmbedder batching(io.freshet.embedding.Embedder provider) {
        return new BatchingEmbedder(provider, String::length, new Batches(2, 8), new Lanes(2));
    }
}
