package io.freshet.store;

import java.util.Optional;

/**
 * Scales vectors to unit length, so that the dot product of two is their cosine. It is the form in which an index keeps
 * them, so that what was written and what is stored can be compared number by number.
 */
public final class UnitVector {
    private UnitVector() {}

    /** A scaled copy; empty when the vector has no direction or a number that is none. */
    public static Optional<float[]> of(float[] vector) {
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
