package io.freshet.ingest.http;

import io.freshet.ingest.deadletter.LetterFilter;
import io.freshet.service.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which dead letters to replay, as it is sent in JSON; it must name a code or documents, so that nobody replays all. */
record ReplayOrder(
        @Nullable String code,
        @Nullable Instant since,
        @Nullable List<String> documentIds,
        @Nullable Integer limit) {

    private static final int USUAL = 20;
    private static final int MOST = 100;

    /** What came of each letter, in the order of the replays. */
    record Report(List<Result> results) {}

    /** What came of one letter: {@code REPLAYED}, or why not. */
    record Result(
            String id,
            @Nullable String documentId,
            String result,
            @Nullable String detail) {}

    LetterFilter filter() {
        if (code == null && (documentIds == null || documentIds.isEmpty())) {
            throw new Problem(400, "BAD_ORDER", "name a code or documentIds");
        }
        if (documentIds != null && documentIds.stream().anyMatch(id -> id == null)) {
            throw new Problem(400, "BAD_JSON", "documentIds: null is not a value");
        }
        return new LetterFilter(code, null, since, documentIds == null ? Set.of() : Set.copyOf(documentIds), null);
    }

    int most() {
        int most = limit == null ? USUAL : limit;
        if (most < 1 || most > MOST) {
            throw new Problem(400, "BAD_LIMIT", "limit is a number from 1 to " + MOST);
        }
        return most;
    }
}
