package io.freshet.embedding.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RemoteEmbedderTest {
    private static final EmbeddingModel MODEL = new EmbeddingModel("m", 2, 512, "query: ", "passage: ");

    private final List<String> asked = new ArrayList<>();

    @Test
    void vectorsAreScaledToUnitLength() throws EmbeddingException {
        assertThat(answering(new float[] {3, 4})
                        .embed(List.of("a"), TextKind.QUERY)
                        .get(0))
                .containsExactly(0.6f, 0.8f);
    }

    @Test
    void textsAreSentWithTheirPrefixAndWithoutHalfCharacters() throws EmbeddingException {
        RemoteEmbedder embedder = answering(new float[] {1, 0});

        embedder.embed(List.of("a\uD800b"), TextKind.QUERY);
        embedder.embed(List.of("c"), TextKind.PASSAGE);

        assertThat(asked).containsExactly("query: a\uFFFDb", "passage: c");
    }

    @Test
    void nothingIsNotAsked() throws EmbeddingException {
        assertThat(answering().embed(List.of(), TextKind.QUERY)).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void tooFewVectorsAreNoAnswer() {
        assertThat(failure(answering(), "a").kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void otherDimensionsAreASettingToChange() {
        EmbeddingException failure = failure(answering(new float[] {1, 2, 3}), "a");

        assertThat(failure.isMisconfigured()).isTrue();
        assertThat(failure).hasMessageContaining("3 dimensions, configured are 2");
    }

    @Test
    void aVectorWithoutDirectionBelongsToAGuiltyText() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 0}) {
            EmbeddingException failure = failure(answering(new float[] {1, 0}, new float[] {bad, 0}), "a", "b");

            assertThat(failure.kind()).isEqualTo(Kind.INVALID);
            assertThat(failure.culprit()).isEqualTo(1);
        }
    }

    @Test
    void afterCloseItRefuses() {
        RemoteEmbedder embedder = answering(new float[] {1, 0});
        embedder.close();

        assertThat(failure(embedder, "a")).hasMessageContaining("closed");
        assertThat(asked).isEmpty();
    }

    private RemoteEmbedder answering(float[]... vectors) {
        return new RemoteEmbedder(MODEL, (texts, kind) -> {
            asked.addAll(texts);
            return List.of(vectors);
        });
    }

    private static EmbeddingException failure(RemoteEmbedder embedder, String... texts) {
        return catchThrowableOfType(EmbeddingException.class, () -> embedder.embed(List.of(texts), TextKind.PASSAGE));
    }
}
