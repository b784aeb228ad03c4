package io.freshet.bench.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;

/** The nearest chunks of each question, by comparing every vector as it passes by. */
final class Truth {
    static final int NEAREST = 10;

    private final List<Corpus.Question> questions;
    private final List<PriorityQueue<Near>> nearest = new ArrayList<>();

    private record Near(int number, float similarity) {}

    Truth(List<Corpus.Question> questions) {
        this.questions = questions;
        questions.forEach(question -> nearest.add(
                new PriorityQueue<>(NEAREST + 1, Comparator.comparingDouble((Near near) -> near.similarity()))));
    }

    void note(int number, float[] vector) {
        for (int i = 0; i < questions.size(); i++) {
            float similarity = product(questions.get(i).vector(), vector);
            PriorityQueue<Near> best = nearest.get(i);
            Near worst = best.peek();
            if (best.size() < NEAREST || worst == null || similarity > worst.similarity()) {
                best.add(new Near(number, similarity));
                if (best.size() > NEAREST) {
                    best.poll();
                }
            }
        }
    }

    /** The share of the nearest that was found. */
    double recall(int question, List<UUID> found) {
        Set<UUID> wanted = new HashSet<>();
        nearest.get(question).forEach(near -> wanted.add(Corpus.id(near.number())));
        return found.stream().filter(wanted::contains).count() / (double) wanted.size();
    }

    private static float product(float[] one, float[] other) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        // Four sums: one would wait for itself at every step.
        for (int i = 0; i < one.length; i += 4) {
            a += one[i] * other[i];
            b += one[i + 1] * other[i + 1];
            c += one[i + 2] * other[i + 2];
            d += one[i + 3] * other[i + 3];
        }
        return a + b + c + d;
    }
}
