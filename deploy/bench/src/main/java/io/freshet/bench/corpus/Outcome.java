package io.freshet.bench.corpus;

import io.freshet.records.Block;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import io.freshet.records.Text;
import java.util.List;

/**
 * What became of a document, as far as a table needs it.
 *
 * @param code {@code TEXT}, or that of a failure, or of a refusal by HTTP
 */
record Outcome(String code, String mediaType, int blocks, long characters, List<String> warnings, String message) {
    static final String TEXT = "TEXT";

    static Outcome of(ExtractedDocument document) {
        Object outcome = document.getOutcome();
        if (outcome instanceof Text text) {
            long characters = text.getBlocks().stream()
                    .map(Block::getText)
                    .mapToLong(String::length)
                    .sum();
            return new Outcome(TEXT, text.getMediaType(), text.getBlocks().size(), characters, text.getWarnings(), "");
        }
        if (outcome instanceof Failed failed) {
            return new Outcome(failed.getCode(), "", 0, 0, List.of(), failed.getMessage());
        }
        return new Outcome(outcome.getClass().getSimpleName(), "", 0, 0, List.of(), "");
    }

    static Outcome refused(int status, String code, String message) {
        return new Outcome("HTTP " + status + " " + code, "", 0, 0, List.of(), message);
    }

    boolean isText() {
        return code.equals(TEXT);
    }
}
