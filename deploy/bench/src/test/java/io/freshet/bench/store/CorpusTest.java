package io.freshet.bench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.store.Write;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorpusTest {
    private final Corpus corpus = new Corpus();

    @Test
    void aChunkIsTheSameEachTimeAndAnotherAfterAnEdit() {
        Write.PutChunk chunk = corpus.put(42);

        assertThat(corpus.put(42).chunk()).isEqualTo(chunk.chunk());
        assertThat(corpus.put(42).vector()).isEqualTo(chunk.vector());
        assertThat(corpus.edited(42, 1).chunk().id()).isEqualTo(chunk.chunk().id());
        assertThat(corpus.edited(42, 1).chunk().text())
                .isNotEqualTo(chunk.chunk().text());
        assertThat(corpus.edited(42, 1).vector()).isNotEqualTo(chunk.vector());
    }

    @Test
    void vectorsHaveUnitLength() {
        float[] vector = corpus.put(7).vector();

        double squares = IntStream.range(0, vector.length)
                .mapToDouble(i -> (double) vector[i] * vector[i])
                .sum();

        assertThat(squares).isCloseTo(1, within(1e-5));
    }

    @Test
    void aQuestionIsNearSomeChunks() {
        List<Corpus.Question> questions = corpus.questions(3);
        Truth truth = new Truth(questions);
        IntStream.range(0, 3_000).forEach(i -> truth.note(i, corpus.put(i).vector()));

        assertThat(truth.recall(0, List.of())).isZero();
        for (Corpus.Question question : questions) {
            double best = IntStream.range(0, 3_000)
                    .mapToDouble(i -> product(question.vector(), corpus.put(i).vector()))
                    .max()
                    .orElseThrow();
            assertThat(best).isBetween(0.5, 0.95);
        }
    }

    private static double product(float[] one, float[] other) {
        return IntStream.range(0, one.length)
                .mapToDouble(i -> (double) one[i] * other[i])
                .sum();
    }
}
