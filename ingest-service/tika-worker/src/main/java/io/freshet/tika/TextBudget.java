package io.freshet.tika;

/** The characters that may still be read from a file. */
final class TextBudget {

    private final int most;
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

    int most() {
        return most;
    }

    boolean exceeded() {
        return exceeded;
    }
}
