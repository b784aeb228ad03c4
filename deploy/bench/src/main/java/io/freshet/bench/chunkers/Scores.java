package io.freshet.bench.chunkers;

import io.freshet.bench.chunkers.Judged.Evidence;
import io.freshet.bench.chunkers.Judged.Question;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * How good the answers to many questions were. Where evidence is judged, a passage holds it that has more than half of it;
 * where only documents are judged, the ranking is that of documents.
 */
final class Scores {
    private static final int DEPTH = 10;

    private final Function<String, Ink> inks;
    private int questions;
    private int withEvidence;
    private double gain;
    private double inThousand;
    private double inTwoThousand;

    /** @param inks by document */
    Scores(Function<String, Ink> inks) {
        this.inks = inks;
    }

    void add(Question question, List<Passage> found) {
        questions++;
        if (question.evidence().isEmpty()) {
            gain += graded(question, found);
            return;
        }
        withEvidence++;
        gain += first(question, found);
        inThousand += recall(question, found, 1_000);
        inTwoThousand += recall(question, found, 2_000);
    }

    /** nDCG at 10. */
    double ndcg() {
        return gain / questions;
    }

    /** How much of the evidence is in the best 1,000 tokens; not a number where no evidence is judged. */
    double recallInThousand() {
        return inThousand / withEvidence;
    }

    double recallInTwoThousand() {
        return inTwoThousand / withEvidence;
    }

    private double first(Question question, List<Passage> found) {
        for (int rank = 0; rank < Math.min(DEPTH, found.size()); rank++) {
            Passage passage = found.get(rank);
            if (question.evidence().stream().anyMatch(evidence -> holds(passage, evidence))) {
                return 1 / discount(rank);
            }
        }
        return 0;
    }

    private boolean holds(Passage passage, Evidence evidence) {
        return 2 * covered(passage, evidence) > length(evidence);
    }

    /** Passages may share text, which counts once. */
    private double recall(Question question, List<Passage> found, int budget) {
        BitSet[] covered = new BitSet[question.evidence().size()];
        for (int i = 0; i < covered.length; i++) {
            covered[i] = new BitSet();
        }
        int left = budget;
        for (Passage passage : found) {
            Passage read = passage.cut(left);
            left -= read.tokens();
            for (int i = 0; i < covered.length; i++) {
                mark(covered[i], read, question.evidence().get(i));
            }
            if (left <= 0) {
                break;
            }
        }
        double recall = 0;
        for (int i = 0; i < covered.length; i++) {
            recall += (double) covered[i].cardinality()
                    / length(question.evidence().get(i));
        }
        return recall / covered.length;
    }

    private void mark(BitSet covered, Passage passage, Evidence evidence) {
        if (covered(passage, evidence) > 0) {
            Ink ink = inks.apply(evidence.document());
            int from = ink.at(evidence.start());
            covered.set(Math.max(passage.start(), from) - from, Math.min(passage.end(), ink.at(evidence.end())) - from);
        }
    }

    private int covered(Passage passage, Evidence evidence) {
        Ink ink = inks.apply(evidence.document());
        return passage.document().equals(evidence.document())
                ? passage.covers(ink.at(evidence.start()), ink.at(evidence.end()))
                : 0;
    }

    private int length(Evidence evidence) {
        Ink ink = inks.apply(evidence.document());
        return Math.max(1, ink.at(evidence.end()) - ink.at(evidence.start()));
    }

    private static double graded(Question question, List<Passage> found) {
        Set<String> ranking = new LinkedHashSet<>();
        found.forEach(passage -> ranking.add(passage.document()));
        double gain = 0;
        int rank = 0;
        for (String document : ranking) {
            if (rank == DEPTH) {
                break;
            }
            gain += question.grades().getOrDefault(document, 0) / discount(rank++);
        }
        return gain / ideal(question);
    }

    private static double ideal(Question question) {
        List<Integer> grades = question.grades().values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(DEPTH)
                .toList();
        double gain = 0;
        for (int rank = 0; rank < grades.size(); rank++) {
            gain += grades.get(rank) / discount(rank);
        }
        return gain == 0 ? 1 : gain;
    }

    private static double discount(int rank) {
        return Math.log(rank + 2.0) / Math.log(2);
    }
}
