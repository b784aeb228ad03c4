package io.freshet.bench.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {
    private static final Trial.Plan SHORT = new Trial.Plan(5, List.of(1, 2), 0.2, 100);

    @Test
    void aSmallIndexIsLoadedFurtherAndFindsWhatIsNearest(@TempDir Path directory) throws Exception {
        try (TriedLucene lucene = new TriedLucene(directory.resolve("index"))) {
            Trial trial = new Trial(lucene, SHORT);

            SizeFigures first = trial.at(1_100);
            SizeFigures second = trial.at(1_500);

            assertThat(first.added()).isEqualTo(1_100);
            assertThat(second.added()).isEqualTo(400);
            assertThat(second.recall()).isEqualTo(1.0);
            assertThat(second.rows()).hasSize(4).allSatisfy(row -> {
                assertThat(row.ours().count()).isPositive();
                assertThat(row.raw().count()).isPositive();
                assertThat(row.editsPerSecond()).isPositive();
            });
        }
    }

    @Test
    void theWayAroundTheAdapterReadsAsManyRows(@TempDir Path directory) throws Exception {
        Corpus corpus = new Corpus();
        List<Corpus.Question> questions = corpus.questions(5);
        try (TriedLucene lucene = new TriedLucene(directory.resolve("index"))) {
            new Load(lucene.writer(), corpus, new Truth(questions)).put(0, 1_500);
            lucene.loaded();

            for (Corpus.Question question : questions) {
                assertThat(lucene.raw(question, false)).isEqualTo(10);
                assertThat(lucene.raw(question, true)).isEqualTo(10);
            }
        }
    }
}
