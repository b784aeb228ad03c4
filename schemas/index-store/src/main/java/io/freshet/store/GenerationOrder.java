package io.freshet.store;

/**
 * What a generation is made for. The same order given again means the same generation.
 *
 * @param after the generation that served when it was ordered; 0 for the first of all
 * @param lineage the stream that feeds it; generations of one lineage hold the same
 * @param chunking the fingerprint of how documents are cut; empty when it is not known
 */
public record GenerationOrder(int after, int lineage, IndexIdentity identity, String chunking) {
    /** The lineage of an index that was never migrated. */
    public static final int FIRST_LINEAGE = 1;

    /** The order of the first generation of all. */
    public static GenerationOrder first(IndexIdentity identity, String chunking) {
        return new GenerationOrder(0, FIRST_LINEAGE, identity, chunking);
    }
}
