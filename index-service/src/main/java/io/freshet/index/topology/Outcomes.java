package io.freshet.index.topology;

import io.freshet.records.Deleted;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import io.freshet.records.MetadataPatch;
import java.util.Locale;

/** Names for the {@code outcome} label. */
final class Outcomes {
    private Outcomes() {}

    static String name(Gate.Verdict verdict, ExtractedDocument event) {
        if (verdict != Gate.Verdict.ACCEPTED) {
            return verdict.name().toLowerCase(Locale.ROOT);
        }
        Object outcome = event.getOutcome();
        if (outcome instanceof MetadataPatch) {
            return "patched";
        }
        if (outcome instanceof Deleted) {
            return "deleted";
        }
        return outcome instanceof Failed ? "failed" : "updated";
    }
}
