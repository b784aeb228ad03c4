package io.freshet.local.registry;

/** Why the registry does not run; the message is meant for the person at the terminal. */
public final class LocalRegistryException extends Exception {
    private static final long serialVersionUID = 1L;

    LocalRegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
