package io.freshet.index.generation;

import io.freshet.store.IndexIdentity;
import java.util.Optional;

/** Embeds a query for an index, as far as its model is at hand. */
@FunctionalInterface
public interface QueryVector {

    /** Empty when the model is not at hand, or does not answer. */
    Optional<float[]> of(IndexIdentity identity, String text);
}
