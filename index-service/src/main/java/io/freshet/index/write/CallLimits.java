package io.freshet.index.write;

/**
 * Between which bounds calls to the store adapt.
 *
 * @param first writes per call in the beginning
 * @param fewest writes per call, however slow the store is
 * @param most writes per call, however fast the store is
 * @param bytes the largest call; a single write that is larger goes alone
 * @param atOnce most calls in flight; 1 calls on the writer's own thread
 */
public record CallLimits(int first, int fewest, int most, long bytes, int atOnce) {

    public CallLimits {
        if (fewest < 1 || fewest > first || first > most) {
            throw new IllegalArgumentException(
                    "writes per call must be 1 <= fewest <= first <= most: " + fewest + ", " + first + ", " + most);
        }
        if (bytes < 1 || atOnce < 1) {
            throw new IllegalArgumentException("a call needs room for a byte, and one call must be allowed");
        }
    }
}
