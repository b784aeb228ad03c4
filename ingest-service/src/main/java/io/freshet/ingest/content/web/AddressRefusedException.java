package io.freshet.ingest.content.web;

import java.net.UnknownHostException;

/** The host's name leads to an address that is not fetched from. */
final class AddressRefusedException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    AddressRefusedException(String message) {
        super(message);
    }
}
