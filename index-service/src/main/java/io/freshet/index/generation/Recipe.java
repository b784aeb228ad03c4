package io.freshet.index.generation;

import io.freshet.store.Generation;
import io.freshet.store.IndexIdentity;

/**
 * How documents become chunks with vectors. Generations of one recipe, fed with the same documents, hold the same.
 *
 * @param chunking the fingerprint of how documents are cut
 */
public record Recipe(IndexIdentity identity, String chunking) {

    /** The recipe that a generation was made for. */
    public static Recipe of(Generation generation) {
        return new Recipe(generation.identity(), generation.chunking());
    }

    @Override
    public String toString() {
        return identity.modelId() + " (" + identity.dimensions() + " dimensions), cut as "
                + (chunking.isEmpty() ? "it always was" : chunking);
    }
}
