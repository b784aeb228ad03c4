package io.freshet.embedding.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TextKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class OnnxEmbedderTest {
    private static final String CAT = "The cat sleeps on the warm windowsill.";
    private static final String KITTEN = "A kitten naps in the sun by the window.";
    private static final String TAX = "Quarterly revenue must be declared before the end of April.";

    private static OnnxEmbedder embedder;

    @BeforeAll
    static void open() throws EmbeddingException {
        embedder = OnnxEmbedder.open();
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void relatedTextsAreNearerThanUnrelatedOnes() throws EmbeddingException {
        List<float[]> vectors = embedder.embed(List.of(CAT, KITTEN, TAX), TextKind.PASSAGE);

        assertThat(cosine(vectors.get(0), vectors.get(1))).isGreaterThan(0.75);
        assertThat(cosine(vectors.get(0), vectors.get(2))).isLessThan(0.6);
    }

    @Test
    void aQuestionFindsItsAnswer() throws EmbeddingException {
        List<float[]> passages = embedder.embed(List.of(TAX, CAT), TextKind.PASSAGE);
        float[] query =
                embedder.embed(List.of("when are taxes due?"), TextKind.QUERY).get(0);

        assertThat(cosine(query, passages.get(0))).isGreaterThan(cosine(query, passages.get(1)) + 0.1);
    }

    @Test
    void everyVectorHasUnitLengthEvenOfAnEmptyText() throws EmbeddingException {
        List<float[]> vectors =
                embedder.embed(List.of(CAT, "", " ", "東京 😀", "\uD800 half", "nul\u0000"), TextKind.PASSAGE);

        assertThat(vectors).allSatisfy(vector -> {
            assertThat(vector).hasSize(384);
            assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
        });
    }

    @Test
    void aTextHasExactlyTheSameVectorAloneAndInAnyCompany() throws EmbeddingException {
        List<String> texts = new ArrayList<>(List.of(CAT, "", TAX, "word ".repeat(900), KITTEN));
        List<float[]> together = embedder.embed(texts, TextKind.PASSAGE);
        Collections.reverse(texts);
        List<float[]> reversed = embedder.embed(texts, TextKind.PASSAGE);

        assertThat(reversed.get(4)).containsExactly(together.get(0));
        assertThat(reversed.get(0)).containsExactly(together.get(4));
        assertThat(embedder.embed(List.of(TAX), TextKind.PASSAGE).get(0)).containsExactly(together.get(2));
    }

    @Test
    void aQueryIsReadWithTheModelCardsPrefixAndAPassageWithNone() throws EmbeddingException {
        String prefixed = embedder.model().queryPrefix() + CAT;

        float[] query = embedder.embed(List.of(CAT), TextKind.QUERY).get(0);
        List<float[]> passages = embedder.embed(List.of(prefixed, CAT), TextKind.PASSAGE);

        assertThat(query).containsExactly(passages.get(0));
        assertThat(query).isNotEqualTo(passages.get(1));
    }

    @Test
    void whatLiesBeyondTheWindowIsCut() throws EmbeddingException {
        String full = "river ".repeat(510);

        List<float[]> vectors =
                embedder.embed(List.of(full, full + CAT, "river ".repeat(509) + "gauge"), TextKind.PASSAGE);

        assertThat(vectors.get(1)).containsExactly(vectors.get(0));
        assertThat(vectors.get(2)).isNotEqualTo(vectors.get(0));
    }

    @Test
    void nothingGivesNothing() throws EmbeddingException {
        assertThat(embedder.embed(List.of(), TextKind.PASSAGE)).isEmpty();
    }

    @Test
    void tokensAreCountedAsTheModelReadsThemWithoutMarksAndWithoutAWindow() {
        assertThat(embedder.count("")).isZero();
        assertThat(embedder.count("river")).isEqualTo(1);
        // un ##af ##fa ##bly-style word pieces: "embeddings" is em ##bed ##ding ##s
        assertThat(embedder.count("embeddings")).isEqualTo(4);
        assertThat(embedder.count("river ".repeat(2000))).isEqualTo(2000);
    }

    @Test
    void callersAtTheSameTimeGetTheirOwnVectors() throws Exception {
        List<String> texts = IntStream.range(0, 24).mapToObj(i -> CAT + " " + i).toList();
        List<float[]> expected = embedder.embed(texts, TextKind.PASSAGE);
        ExecutorService callers = Executors.newFixedThreadPool(6);
        List<Future<List<float[]>>> answers = new ArrayList<>();

        for (int i = 0; i < 24; i++) {
            List<String> few = texts.subList(i, Math.min(i + 3, 24));
            answers.add(callers.submit(() -> embedder.embed(few, TextKind.PASSAGE)));
        }

        for (int i = 0; i < 24; i++) {
            assertThat(answers.get(i).get().get(0)).containsExactly(expected.get(i));
        }
        callers.shutdown();
    }

    @Test
    void afterCloseItRefusesAndClosesOnlyOnce() throws EmbeddingException {
        OnnxEmbedder other = OnnxEmbedder.open(new OnnxSettings(1));
        other.close();

        assertThatCode(other::close).doesNotThrowAnyException();
        assertThatThrownBy(() -> other.embed(List.of(CAT), TextKind.QUERY))
                .isInstanceOf(EmbeddingException.class)
                .hasMessageContaining("closed");
        assertThat(embedder.embed(List.of(CAT), TextKind.QUERY)).hasSize(1);
    }

    private static double cosine(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }
}
