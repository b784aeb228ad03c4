package io.freshet.tika;

import io.freshet.tika.wire.Limits;

/**
 * Where a file lies within the file that was sent, and what all of them together may still take.
 *
 * @param limits how far the reading may go
 * @param depth 0 for the file that was sent
 * @param wrapped whether the file came out of a mere compression
 * @param shared what is counted for all files together
 */
record Nest(Limits limits, int depth, boolean wrapped, Shared shared) {

    static Nest of(Limits limits, long length) {
        return new Nest(limits, 0, false, new Shared(limits, length));
    }

    /** The place of a file within the one that lies here. */
    Nest deeper() {
        return new Nest(limits, depth + 1, false, shared);
    }

    /** The place of what a compression wraps: the same, though once only, or wrappings of wrappings would never end. */
    Nest unwrapped() {
        return new Nest(limits, depth, true, shared);
    }

    boolean mayGoDeeper() {
        return depth < limits.embeddedDepth();
    }

    TextBudget budget() {
        return shared.budget;
    }

    ExpansionGuard guard() {
        return shared.guard;
    }

    /** Grants the reading of one more file, unless there have been enough. */
    boolean takeOne() {
        if (shared.embedded >= limits.maxEmbedded()) {
            return false;
        }
        shared.embedded++;
        return true;
    }

    /** What is counted for all files together. */
    static final class Shared {
        private final TextBudget budget;
        private final ExpansionGuard guard;
        private int embedded;

        private Shared(Limits limits, long length) {
            this.budget = new TextBudget(limits.maxChars());
            this.guard = new ExpansionGuard(length);
        }
    }
}
