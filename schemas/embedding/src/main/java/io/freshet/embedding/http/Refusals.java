package io.freshet.embedding.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's refusal means.
 *
 * <p>A provider's own message may repeat the text or the key, so of it only a code is passed on.
 */
final class Refusals {
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,59}");
    private static final Pattern PLACE = Pattern.compile("\\b(?:input|inputs|texts)\\.?\\[(\\d{1,6})]");
    private static final List<String> PLACES_OF_CODE = List.of("/error/code", "/error/type", "/error_type", "/code");

    private final String provider;
    private final Clock clock;

    Refusals(String provider, Clock clock) {
        this.provider = provider;
        this.clock = clock;
    }

    EmbeddingException of(HttpResponse<byte[]> response, JsonNode error, int texts) {
        int status = response.statusCode();
        String code = code(error);
        String said = " (HTTP " + status + (code.isEmpty() ? "" : ", " + code) + ")";
        return switch (status) {
            case 400, 413, 422 ->
                new EmbeddingException(
                        Kind.INVALID, provider + " refused a text" + said, null, culprit(error, texts), null);
            case 401, 402, 403, 407, 498 ->
                misconfigured("does not accept the key or what it may do; check api-key" + said);
            case 429 -> tooMany(response, code, said);
            case 408, 409, 424, 425, 499 -> unavailable(response, said);
            default ->
                status >= 500
                        ? unavailable(response, said)
                        : misconfigured("does not know this address or model; check url and model" + said);
        };
    }

    /** An account without money is no matter of patience. */
    private EmbeddingException tooMany(HttpResponse<byte[]> response, String code, String said) {
        if (code.equals("insufficient_quota")) {
            return misconfigured("has no quota left for this key" + said);
        }
        return new EmbeddingException(
                Kind.OVERLOADED,
                provider + " asks to slow down" + said,
                null,
                null,
                RetryAfter.in(response.headers(), clock));
    }

    private EmbeddingException unavailable(HttpResponse<byte[]> response, String said) {
        return new EmbeddingException(
                Kind.UNAVAILABLE,
                provider + " cannot answer for now" + said,
                null,
                null,
                RetryAfter.in(response.headers(), clock));
    }

    private EmbeddingException misconfigured(String what) {
        return EmbeddingException.misconfigured(provider + " " + what, null);
    }

    private static String code(JsonNode error) {
        return PLACES_OF_CODE.stream()
                .map(place -> error.at(place).asText(""))
                .filter(code -> CODE.matcher(code).matches())
                .findFirst()
                .orElse("");
    }

    private static @Nullable Integer culprit(JsonNode error, int texts) {
        if (texts == 1) {
            return 0;
        }
        for (String place : List.of("/error/param", "/error/message", "/message", "/error")) {
            Matcher named = PLACE.matcher(error.at(place).asText(""));
            if (named.find() && Integer.parseInt(named.group(1)) < texts) {
                return Integer.valueOf(named.group(1));
            }
        }
        return null;
    }
}
