package io.freshet.service.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why a request is refused, in the form of RFC 9457. The code is stable; the detail is for people. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, Object> members;

    public Problem(int status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    /** With further members, such as what is known so far. */
    public Problem(int status, String code, String detail, Map<String, ?> members) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.members = new LinkedHashMap<>(members);
    }

    /** Of a passing kind: the caller is told when to come back. */
    public static Problem later(String code, String detail, Duration retryAfter) {
        return new Problem(503, code, detail, Map.of("retryAfterSeconds", Math.max(1, retryAfter.toSeconds())));
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** The body of the answer. */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", title());
        body.put("status", status);
        body.put("code", code);
        body.put("detail", getMessage());
        body.putAll(members);
        return body;
    }

    private String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 421 -> "Misdirected Request";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> status < 500 ? "Refused" : "Internal Server Error";
        };
    }
}
