package io.freshet.index.generation;

/** The lineages that ever were, whether the store knows of them or not. */
@FunctionalInterface
public interface Lineages {

    /** The highest number that is taken; 0 when none is. */
    int highest() throws InterruptedException;
}
