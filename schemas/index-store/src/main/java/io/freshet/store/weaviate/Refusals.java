package io.freshet.store.weaviate;

import io.freshet.store.weaviate.Refusal.Kind;
import io.weaviate.client6.v1.api.WeaviateApiException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Tells by code and text what kind of refusal it is. Weaviate sends most of its errors under one code, and those of
 * single rows without any.
 */
final class Refusals {
    private static final List<String> NO_TENANT = List.of("tenant not found", "no tenant found with key");

    private static final List<String> COLD_TENANT = List.of("tenant not active");

    private static final List<String> NO_COLLECTION =
            List.of("could not find class", "class not found", "not present in schema");

    private static final List<String> OVERLOADED =
            List.of("not enough memory", "too many requests", "memory pressure", "usage limit");

    private static final List<String> TOO_LARGE = List.of("larger than max", "message larger", "exceeds maximum size");

    private static final List<String> TRANSIENT = List.of(
            "store is read-only",
            "read-only",
            "readonly",
            "cannot reach enough replicas",
            "connect: post",
            "request not found",
            "resolve node name",
            "client connection is closing",
            "node not ready",
            "no space left",
            "context deadline exceeded",
            "context canceled",
            "connection refused",
            "connection reset",
            "broken pipe",
            "shutdown",
            "shutting down",
            "already closed",
            "leader not found",
            "no leader",
            "transport:",
            "channel closed",
            "unexpected eof");

    /** The collection lacks what our schema has; no document is guilty of that. */
    private static final List<String> WRONG_SCHEMA = List.of("no such prop", "does not have configuration for vector");

    private static final List<String> INVALID = List.of(
            "vector dimensions do not match",
            "invalid text property",
            "invalid integer property",
            "invalid date property",
            "invalid uuid property",
            "invalid uuid length");

    private Refusals() {}

    /** By what the server says of one row. */
    static Kind kindOf(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (has(lower, NO_TENANT)) {
            return Kind.NO_TENANT;
        } else if (has(lower, COLD_TENANT)) {
            return Kind.COLD_TENANT;
        } else if (has(lower, NO_COLLECTION)) {
            return Kind.NO_COLLECTION;
        } else if (has(lower, OVERLOADED)) {
            return Kind.OVERLOADED;
        } else if (has(lower, TRANSIENT) || has(lower, WRONG_SCHEMA)) {
            return Kind.TRANSIENT;
        } else if (has(lower, INVALID)) {
            return Kind.INVALID;
        }
        return Kind.UNKNOWN;
    }

    /** By what the client threw. */
    static Refusal of(Exception thrown) {
        String text = Objects.requireNonNullElse(
                thrown.getMessage(), thrown.getClass().getSimpleName());
        if (thrown instanceof WeaviateApiException answer) {
            Kind kind = answer.isGPRC()
                    ? ofGrpc(answer.grpcStatusCode(), text)
                    : ofHttp(Objects.requireNonNullElse(answer.httpStatusCode(), 500), text);
            return new Refusal(kind, text, thrown);
        }
        return new Refusal(Kind.TRANSIENT, text, thrown);
    }

    private static Kind ofGrpc(String code, String text) {
        return switch (code) {
            case "RESOURCE_EXHAUSTED" ->
                has(text.toLowerCase(Locale.ROOT), TOO_LARGE) ? Kind.TOO_LARGE : Kind.OVERLOADED;
            case "UNKNOWN", "INVALID_ARGUMENT", "NOT_FOUND", "OUT_OF_RANGE" -> kindOf(text);
            default -> Kind.TRANSIENT;
        };
    }

    private static Kind ofHttp(int status, String text) {
        Kind kind = kindOf(text);
        return switch (status) {
            case 429 -> Kind.OVERLOADED;
            case 404 -> kind == Kind.UNKNOWN ? Kind.NO_COLLECTION : kind;
            case 413 -> Kind.TOO_LARGE;
            case 400, 422 -> kind;
            default -> Kind.TRANSIENT;
        };
    }

    private static boolean has(String text, List<String> parts) {
        return parts.stream().anyMatch(text::contains);
    }
}
