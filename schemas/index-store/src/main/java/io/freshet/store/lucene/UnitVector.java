package io.freshet.store.lucene;

import java.util.Optional;

/** Scales vectors to unit length, so that the dot product of two is their cosine. */
final class UnitVector {
    private UnitVector() {}

    /** A scaled copy; empty when the vector has no direction or a number that is none. */
    static Optional<float[]> of(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (!(squares > 0) || Double.isInfinite(squares)) {
            return Optional.empty();
        }
        double length = Math.sqrt(squares);
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return Optional.of(unit);
    }
}
