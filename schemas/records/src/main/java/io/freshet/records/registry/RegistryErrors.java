package io.freshet.records.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.records.RecordException;
import io.freshet.records.RecordException.Code;
import org.jspecify.annotations.Nullable;

/** Tells what a registry's refusal means. */
final class RegistryErrors {
    private static final int MAX_MESSAGE = 500;

    private RegistryErrors() {}

    /** Tells whether the same request may succeed later, or at another endpoint. */
    static boolean isTransient(int status) {
        return status == 408 || status == 429 || status >= 500;
    }

    static RecordException permanent(int status, @Nullable JsonNode body, String what) {
        int errorCode = body == null ? 0 : body.path("error_code").asInt(0);
        String message = body == null ? "" : body.path("message").asText("");
        if (message.length() > MAX_MESSAGE) {
            message = message.substring(0, MAX_MESSAGE);
        }
        return new RecordException(
                code(status, errorCode), "registry answered " + status + " to " + what + ": " + message);
    }

    private static Code code(int status, int errorCode) {
        return switch (status) {
            case 401 -> Code.UNAUTHORIZED;
            case 403 -> Code.FORBIDDEN;
            // A 404 without one of the registry's codes comes from something else: a proxy, or a wrong path.
            case 404 ->
                switch (errorCode) {
                    // 40408: the subject has no compatibility level of its own.
                    case 40401, 40408 -> Code.UNKNOWN_SUBJECT;
                    case 40402 -> Code.UNKNOWN_VERSION;
                    case 40403 -> Code.UNKNOWN_SCHEMA;
                    default -> Code.NOT_A_REGISTRY;
                };
            case 409 -> Code.INCOMPATIBLE;
            case 422 -> Code.INVALID_SCHEMA;
            default -> Code.NOT_A_REGISTRY;
        };
    }
}
