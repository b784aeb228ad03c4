package io.freshet.embedding;

/** Scales vectors to unit length. */
public final class UnitLength {
    private UnitLength() {}

    /** Scales in place; false when the vector has no direction or is not finite. */
    public static boolean scale(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double norm = Math.sqrt(squares);
        if (norm == 0 || !Double.isFinite(norm)) {
            return false;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / norm);
        }
        return true;
    }
}
