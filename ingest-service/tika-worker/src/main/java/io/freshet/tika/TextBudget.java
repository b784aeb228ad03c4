package io.freshet.tika;

/**
 * The characters that may still be read from a file, and what may still be written of it. The two differ: tables get
 * separators, and many small blocks take more memory than their characters.
 */
final class TextBudget {

    /** What a block takes beside its characters. */
    private static final int BLOCK = 64;

    private final int most;
    private long written;
    private int left;
    private boolean exceeded;

    TextBudget(int most) {
        this.most = most;
        this.left = most;
    }

    /** Grants as many of the wanted characters as there are left. */
    int take(int wanted) {
        int granted = Math.min(wanted, left);
        left -= granted;
        exceeded |= granted < wanted;
        return granted;
    }

    /** Whether a block of this length may be written; after the first that may not, nothing more is read. */
    boolean write(int length) {
        written += length + BLOCK;
        if (written > 2L * most) {
            exceeded = true;
            left = 0;
            return false;
        }
        return true;
    }

    int most() {
        return most;
    }

    boolean exceeded() {
        return exceeded;
    }
}
