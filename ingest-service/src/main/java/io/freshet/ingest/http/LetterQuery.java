package io.freshet.ingest.http;

import io.freshet.ingest.deadletter.LetterCursor;
import io.freshet.ingest.deadletter.LetterFilter;
import io.freshet.records.Stage;
import io.freshet.service.http.Problem;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which dead letters a request asks for. */
record LetterQuery(LetterFilter filter, int limit) {

    private static final int MOST = 500;
    private static final int USUAL = 50;

    static LetterQuery of(Context request) {
        LetterFilter filter = new LetterFilter(
                request.queryParam("code"),
                stage(request.queryParam("stage")),
                moment(request.queryParam("since")),
                Set.copyOf(request.queryParams("documentId")),
                cursor(request.queryParam("cursor")));
        return new LetterQuery(filter, limit(request.queryParam("limit")));
    }

    private static @Nullable Stage stage(@Nullable String text) {
        try {
            return text == null ? null : Stage.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Problem(400, "BAD_STAGE", "stage is ingest, index or write");
        }
    }

    private static @Nullable Instant moment(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Problem(400, "BAD_SINCE", "since is a time such as 2026-01-31T12:00:00Z");
        }
    }

    private static @Nullable LetterCursor cursor(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return LetterCursor.parse(text)
                .orElseThrow(() -> new Problem(400, "BAD_CURSOR", "cursor is what 'next' of a listing gave"));
    }

    private static int limit(@Nullable String text) {
        try {
            int limit = text == null ? USUAL : Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // The same answer as for a number out of range.
        }
        throw new Problem(400, "BAD_LIMIT", "limit is a number from 1 to " + MOST);
    }
}
