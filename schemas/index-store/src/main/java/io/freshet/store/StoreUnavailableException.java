package io.freshet.store;

import org.jspecify.annotations.Nullable;

/** The store cannot answer for now; the same call may work later. */
public final class StoreUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
