package io.freshet.store.lucene;

import org.apache.lucene.index.FieldInvertState;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity;

/**
 * BM25 as Weaviate computes it: k1 1.2, b 0.75, exact lengths, and rarity measured against all chunks.
 *
 * <p>Lucene's own keeps lengths in one byte, which makes chunks of 41 and of 47 words the same, and counts only
 * documents that have the field.
 */
final class ExactBm25 extends Similarity {
    private static final double K1 = 1.2;
    private static final double B = 0.75;

    private final long chunks;

    /**
     * A similarity for one view of the index.
     *
     * @param chunks how many chunks are in it; not used for indexing
     */
    ExactBm25(long chunks) {
        this.chunks = chunks;
    }

    @Override
    public long computeNorm(FieldInvertState state) {
        return state.getLength();
    }

    @Override
    public SimScorer scorer(float boost, CollectionStatistics field, TermStatistics... terms) {
        double averageLength = (double) field.sumTotalTermFreq() / field.docCount();
        double weight = 0;
        for (TermStatistics term : terms) {
            weight += boost * idf(chunks, term.docFreq());
        }
        return new Scorer(weight, averageLength);
    }

    /** Replaced chunks are still counted as having the word until Lucene merges them away; hence the maximum. */
    static double idf(long chunks, long withWord) {
        long all = Math.max(chunks, withWord);
        return Math.log(1 + (all - withWord + 0.5) / (withWord + 0.5));
    }

    private static final class Scorer extends SimScorer {
        private final double weight;
        private final double averageLength;

        Scorer(double weight, double averageLength) {
            this.weight = weight;
            this.averageLength = averageLength;
        }

        /**
         * {@code weight * freq / (freq + c)}, written so that rounding never lets a higher frequency or a shorter
         * length score lower, which Lucene relies on to skip.
         */
        @Override
        public float score(float freq, long length) {
            double c = K1 * (1 - B + B * length / averageLength);
            return (float) (weight - weight / (1 + freq / c));
        }
    }
}
