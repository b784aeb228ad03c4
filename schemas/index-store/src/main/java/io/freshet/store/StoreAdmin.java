package io.freshet.store;

import java.util.Optional;

/** The operator's side of the index. */
public interface StoreAdmin {

    /**
     * Makes sure that there is an index for this model, creating one where there is none.
     *
     * @throws ModelMismatchException when the index was made with another model
     */
    void open(IndexIdentity identity) throws StoreUnavailableException, ModelMismatchException;

    /** What the index was made with; empty where there is none. */
    Optional<IndexIdentity> identity() throws StoreUnavailableException;

    IndexCounts count(String tenant) throws StoreUnavailableException;

    /** Cheap proof that the store answers. */
    void check() throws StoreUnavailableException;
}
