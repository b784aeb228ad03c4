package io.freshet.store;

import java.util.List;
import java.util.Optional;

/**
 * The operator's side of the index: its generations. Every call may be repeated, also after it was cut off halfway: the
 * end is the same.
 */
public interface StoreAdmin {

    /** All generations that were not dropped, by number. */
    List<Generation> generations() throws StoreUnavailableException;

    /**
     * Makes an empty generation, or finds the one that was made for the same order. It does not serve, unless it is the
     * only one.
     */
    Generation create(GenerationOrder order) throws StoreUnavailableException;

    /**
     * Lets a generation serve, in one step: whoever reads sees the one before or this one.
     *
     * @throws GenerationRefusedException when there is none of this number
     */
    void serve(int number) throws StoreUnavailableException, GenerationRefusedException;

    /**
     * Deletes a generation; dropping what is not there is done already.
     *
     * @throws GenerationRefusedException when it serves
     */
    void drop(int number) throws StoreUnavailableException, GenerationRefusedException;

    /** The writing side of one generation, whether it is there or not: its writes are unavailable while it is not. */
    ChunkWriter writer(int number);

    /** The reading side of one generation, whether it serves or not; unavailable while it is not there. */
    ChunkSearch search(int number);

    /** All that a generation holds, row by row; unavailable while it is not there. */
    IndexScan scan(int number);

    IndexCounts count(int number, String tenant) throws StoreUnavailableException;

    /** Cheap proof that the store answers. */
    void check() throws StoreUnavailableException;

    /** The generation that serves; empty as long as there is none at all. */
    default Optional<Generation> serving() throws StoreUnavailableException {
        return generations().stream().filter(Generation::serving).findFirst();
    }

    /**
     * Makes sure that a generation of this model serves, creating the first where there is none.
     *
     * @throws ModelMismatchException when the one that serves was made with another model
     */
    default void open(IndexIdentity identity) throws StoreUnavailableException, ModelMismatchException {
        Optional<Generation> stored = serving();
        if (stored.isEmpty()) {
            create(GenerationOrder.first(identity, ""));
        } else if (!stored.get().identity().equals(identity)) {
            throw new ModelMismatchException(stored.get().identity(), identity);
        }
    }

    /** What the serving generation was made with; empty where there is none. */
    default Optional<IndexIdentity> identity() throws StoreUnavailableException {
        return serving().map(Generation::identity);
    }

    /** What the serving generation holds. */
    default IndexCounts count(String tenant) throws StoreUnavailableException {
        Optional<Generation> serving = serving();
        return serving.isPresent() ? count(serving.get().number(), tenant) : new IndexCounts(0, 0);
    }
}
