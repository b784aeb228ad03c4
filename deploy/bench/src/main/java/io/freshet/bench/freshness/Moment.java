package io.freshet.bench.freshness;

import java.util.Locale;

/** What happens to an edit, in this order. */
enum Moment {
    /** The request leaves; what is before it is this program's own lateness. */
    SENT("sender's own lateness"),
    /** The answer 202 is here. */
    ACKNOWLEDGED("ingest API: to the log of documents"),
    /** Its text is in {@code extracted}, for whoever reads what is committed. */
    EXTRACTED("ingest: worker, to the log of texts"),
    /** Its head is in {@code index-changes}, for whoever reads what is committed. */
    EMBEDDED("stream: gate to commit"),
    /** The writer hands its head to the store; by the writer's clock, in milliseconds. */
    WRITTEN("writer: poll, chunks"),
    /** A search that waited for it has answered, with a hit. */
    FOUND("store, gateway: wait, search, answer");

    private final String step;

    Moment(String step) {
        this.step = step;
    }

    /** What goes on between the moment before and this one. */
    String step() {
        return step;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
