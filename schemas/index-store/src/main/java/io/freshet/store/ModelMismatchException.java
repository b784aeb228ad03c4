package io.freshet.store;

/** The index holds vectors of another model than the one configured. */
public final class ModelMismatchException extends Exception {
    private static final long serialVersionUID = 1L;

    public ModelMismatchException(IndexIdentity stored, IndexIdentity configured) {
        super("the index was made with model " + stored.modelId() + " (" + stored.dimensions()
                + " dimensions), but " + configured.modelId() + " (" + configured.dimensions()
                + ") is configured; configure the old model again, and the new one"
                + " as freshet.next to migrate to it, or index into an empty data directory");
    }
}
