package io.freshet.bench.extraction;

import java.time.Duration;

/**
 * One pass over all files.
 *
 * @param processor processor time that it took, of all processes together
 * @param texts files that had text
 * @param characters of all texts
 */
record Round(double seconds, Duration processor, int texts, long characters) {

    /** Whether both did the same work. */
    boolean isSameWorkAs(Round other) {
        return texts == other.texts && characters == other.characters;
    }
}
