package io.freshet.store;

/** What became of one {@link Write}. The set is closed: there is no fifth way. */
public sealed interface Outcome {

    /** The store has it, and searches from now on see it. */
    record Accepted() implements Outcome {}

    /** The store will never take it: a dead letter. */
    record Invalid(String reason) implements Outcome {}

    /** The store cannot keep up: slow down, then the same again. */
    record Overloaded(String reason) implements Outcome {}

    /** Not known to be stored: hold, then the same again. */
    record Unavailable(String reason) implements Outcome {}

    Outcome ACCEPTED = new Accepted();
}
