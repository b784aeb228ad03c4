package io.freshet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TextKind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Embedder} keeps. An adapter's test extends it and says how to open one. */
public abstract class EmbedderContract {
    private static final String CATS = "Cats sleep most of the day.";
    private static final String TAX = "The tax office opens at nine; bring your passport.";

    @SuppressWarnings("NullAway.Init") // by setUp
    private Embedder embedder;

    /** An embedder that is ready; the suite closes it. */
    protected abstract Embedder open() throws Exception;

    /** How far two vectors of the same text may be apart in any dimension; exact unless an adapter says why not. */
    protected float tolerance() {
        return 0;
    }

    @BeforeEach
    void setUp() throws Exception {
        embedder = open();
    }

    @AfterEach
    void tearDown() {
        embedder.close();
    }

    @Test
    void everyVectorHasTheModelsDimensionsAndUnitLength() throws EmbeddingException {
        for (TextKind kind : TextKind.values()) {
            List<float[]> vectors = embedder.embed(List.of(CATS, TAX, "größer als 東京 😀", " "), kind);

            assertThat(vectors).hasSize(4).allSatisfy(this::isUnitVectorOfTheModel);
        }
    }

    @Test
    void noTextsGiveNoVectors() throws EmbeddingException {
        assertThat(embedder.embed(List.of(), TextKind.PASSAGE)).isEmpty();
    }

    @Test
    void vectorsComeInTheOrderOfTheTexts() throws EmbeddingException {
        List<float[]> forward = embedder.embed(List.of(CATS, TAX), TextKind.PASSAGE);
        List<float[]> backward = embedder.embed(List.of(TAX, CATS), TextKind.PASSAGE);

        areSame(forward.get(0), backward.get(1));
        areSame(forward.get(1), backward.get(0));
        assertThat(dot(forward.get(0), forward.get(1))).isLessThan(0.99);
    }

    @Test
    void aTextHasTheSameVectorWhateverElseIsInTheList() throws EmbeddingException {
        float[] alone = embedder.embed(List.of(CATS), TextKind.PASSAGE).get(0);
        String longer = "A much longer neighbour that makes a batch uneven. ".repeat(20);
        List<float[]> inCompany = embedder.embed(List.of(longer, CATS, TAX, CATS), TextKind.PASSAGE);

        areSame(inCompany.get(1), alone);
        areSame(inCompany.get(3), alone);
    }

    @Test
    void textBeyondTheModelsWindowIsCutNotRefused() throws EmbeddingException {
        int window = embedder.model().maxTokens();
        String text = IntStream.range(0, 3 * window).mapToObj(i -> "word").collect(Collectors.joining(" "));

        float[] vector = embedder.embed(List.of(text), TextKind.PASSAGE).get(0);

        isUnitVectorOfTheModel(vector);
        float[] withAnotherEnd =
                embedder.embed(List.of(text + " " + CATS), TextKind.PASSAGE).get(0);
        areSame(withAnotherEnd, vector);
    }

    @Test
    void textsThatSayMuchTheSameAreNearerThanOthers() throws EmbeddingException {
        List<float[]> vectors = embedder.embed(
                List.of(CATS, "Most of the day cats sleep.", "Quarterly revenue fell in Brazil."), TextKind.PASSAGE);

        assertThat(dot(vectors.get(0), vectors.get(1))).isGreaterThan(dot(vectors.get(0), vectors.get(2)));
    }

    @Test
    void whatIsHardToWriteDownIsEmbeddedAsWell() throws EmbeddingException {
        List<String> texts =
                List.of("nul \u0000", "\uD800 half", "🧑‍🚀 e\u0301 \u202Eright to left", "\t\r\n", "\"\\");

        assertThat(embedder.embed(texts, TextKind.PASSAGE)).hasSize(5).allSatisfy(this::isUnitVectorOfTheModel);
    }

    @Test
    void manyTextsComeBackInOrder() throws EmbeddingException {
        List<String> texts = IntStream.range(0, 70)
                .mapToObj(i -> "number" + i + " of the texts ".repeat(i % 7))
                .toList();

        List<float[]> vectors = embedder.embed(texts, TextKind.PASSAGE);

        assertThat(vectors).hasSize(70);
        for (int i : new int[] {0, 13, 69}) {
            areSame(
                    vectors.get(i),
                    embedder.embed(List.of(texts.get(i)), TextKind.PASSAGE).get(0));
        }
    }

    @Test
    void closingTwiceDoesNoHarm() {
        embedder.close();
        embedder.close();
    }

    private void isUnitVectorOfTheModel(float[] vector) {
        assertThat(vector).hasSize(embedder.model().dimensions());
        assertThat(dot(vector, vector)).isCloseTo(1, within(1e-4));
    }

    private void areSame(float[] actual, float[] expected) {
        assertThat(actual).containsExactly(expected, within(tolerance()));
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }
}
