package io.freshet.local.client;

import com.fasterxml.jackson.databind.JsonNode;

/** A problem document that a service answered with. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refused(int status, JsonNode problem) {
        super(problem.path("detail").asText("HTTP " + status));
        this.status = status;
        this.code = problem.path("code").asText("HTTP_" + status);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Code and reason in one line. */
    public String line() {
        return code + ": " + getMessage();
    }

    /** Whether the same request may work a moment later. */
    boolean isPassing() {
        return status == 503 || status == 429 || code.equals("NOT_YET_VISIBLE");
    }
}
