package io.freshet.bench.served;

import java.io.IOException;

/** An answer that a benchmark did not reckon with. */
public final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message);
    }
}
