package io.freshet.tika.wire;

import java.io.IOException;

/** The other side said something that this version of the protocol does not contain. */
public final class WireException extends IOException {
    private static final long serialVersionUID = 1L;

    WireException(String message) {
        super(message);
    }
}
