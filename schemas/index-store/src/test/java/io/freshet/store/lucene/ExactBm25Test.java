package io.freshet.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity.SimScorer;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;

final class ExactBm25Test {

    @Test
    void rarityIsMeasuredAgainstAllChunks() {
        // ln(1 + (10 - 3 + 0.5) / (3 + 0.5)) = ln(1 + 7.5 / 3.5) = ln(3.142857)
        assertThat(ExactBm25.idf(10, 3)).isCloseTo(1.145132, within(1e-6));
    }

    @Test
    void wordsThatEveryChunkHasStillCountALittle() {
        // ln(1 + 0.5 / 4.5), also while replaced chunks make it look as if more had the word than there are
        assertThat(ExactBm25.idf(4, 4)).isCloseTo(0.105361, within(1e-6));
        assertThat(ExactBm25.idf(2, 4)).isCloseTo(0.105361, within(1e-6));
    }

    @Test
    void scoreIsComputedWithTheExactLength() {
        SimScorer scorer = scorer(10, 3, 8, 400);

        // average length 400 / 8 = 50; c = 1.2 * (0.25 + 0.75 * 47 / 50) = 1.146; 1.145132 * 2 / (2 + 1.146)
        assertThat(scorer.score(2, 47)).isCloseTo(0.727992f, within(1e-5f));
        // c = 1.2 * (0.25 + 0.75 * 41 / 50) = 1.038
        assertThat(scorer.score(2, 41)).isCloseTo(0.753872f, within(1e-5f));
    }

    @Property
    void moreOccurrencesNeverScoreLowerAndMoreLengthNeverHigher(
            @ForAll @IntRange(min = 1, max = 100_000) int freq,
            @ForAll @IntRange(min = 1, max = 1_000_000) int length) {
        SimScorer scorer = scorer(1_000, 30, 1_000, 60_000);

        assertThat(scorer.score(freq + 1, length)).isGreaterThanOrEqualTo(scorer.score(freq, length));
        assertThat(scorer.score(freq, length + 1L)).isLessThanOrEqualTo(scorer.score(freq, length));
    }

    private static SimScorer scorer(int chunks, int withWord, int withField, int words) {
        CollectionStatistics field = new CollectionStatistics("words", chunks, withField, words, words);
        TermStatistics term = new TermStatistics(new BytesRef("word"), withWord, withWord);
        return new ExactBm25(chunks).scorer(1, field, term);
    }
}
