package io.freshet.ingest.http;

import io.freshet.service.http.Problem;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** The version that a request gives, in a header or in its address. */
final class GivenVersion {

    private static final String HEADER = "Freshet-Version";
    private static final String PARAMETER = "version";

    private GivenVersion() {}

    static @Nullable Long of(Context request) {
        Long inHeader = number(request.header(HEADER));
        Long inAddress = number(request.queryParam(PARAMETER));
        if (inHeader != null && inAddress != null && !inHeader.equals(inAddress)) {
            throw new Problem(400, "BAD_VERSION", "header and address give different versions");
        }
        return inHeader == null ? inAddress : inHeader;
    }

    private static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new Problem(400, "BAD_VERSION", "a version is a whole number from -2^63 to 2^63-1");
        }
    }
}
