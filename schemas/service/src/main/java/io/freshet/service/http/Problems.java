package io.freshet.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.JavalinDefaultRoutingApi;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever goes wrong in a route into one problem document, never into a stack trace. */
final class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static void translate(JavalinDefaultRoutingApi routes) {
        routes.exception(Problem.class, (problem, request) -> answer(request, problem));
        routes.exception(JsonProcessingException.class, (malformed, request) -> answer(request, badJson(malformed)));
        routes.exception(
                HttpResponseException.class,
                (refused, request) -> answer(request, of(refused.getStatus(), String.valueOf(refused.getMessage()))));
        routes.exception(EofException.class, (gone, request) -> request.status(400));
        routes.exception(Exception.class, (unexpected, request) -> answer(request, unexpected(unexpected, request)));
    }

    /** For what is not even an exception, such as memory running out. */
    static void answerError(HttpServletResponse response, Error error) {
        log.atError().setCause(error).log("request failed");
        try {
            response.setStatus(500);
            response.setContentType("application/problem+json");
            response.getOutputStream()
                    .write(Json.mapper().writeValueAsBytes(internal().body()));
        } catch (IOException gone) {
            log.atDebug().setCause(gone).log("nobody there to be told");
        }
    }

    private static Problem internal() {
        return new Problem(500, "INTERNAL", "an unexpected error; it is in the service's log");
    }

    private static void answer(Context request, Problem problem) {
        request.status(problem.status());
        Object retryAfter = problem.body().get("retryAfterSeconds");
        if (retryAfter != null) {
            request.header("Retry-After", retryAfter.toString());
        }
        request.json(problem.body()).contentType("application/problem+json");
    }

    private static Problem badJson(JsonProcessingException malformed) {
        if (malformed instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            String path = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                    .collect(Collectors.joining());
            return new Problem(400, "BAD_JSON", path.replaceFirst("^\\.", "") + ": " + firstLine(malformed));
        }
        return new Problem(400, "BAD_JSON", "the body is not valid JSON: " + firstLine(malformed));
    }

    /** Without the names of our classes, which Jackson likes to tell. */
    private static String firstLine(JsonProcessingException malformed) {
        String message = malformed.getOriginalMessage();
        return message.lines()
                .findFirst()
                .orElse("malformed")
                .replaceAll("\\s*\\(class [^)]*\\)", "")
                .replaceAll("`java\\.time\\.Instant` from String", "a time such as 2026-01-31T12:00:00Z from")
                .replaceAll(": \\(java\\.time\\.[^)]*\\).*", "")
                .replaceAll("; from `Stream\\w+\\.[^`]*`|\\s*\\([^)]*from `Stream[^)]*\\)+", "")
                .replaceAll("`?io\\.freshet[\\w.$]*`?", "the value");
    }

    private static Problem of(int status, String message) {
        return switch (status) {
            case 404 -> new Problem(404, "NOT_FOUND", "there is nothing at this address");
            case 405 -> new Problem(405, "METHOD_NOT_ALLOWED", "this address does not answer to that method");
            case 413 -> new Problem(413, "TOO_LARGE", "the body is larger than this service accepts");
            default -> new Problem(status, "REFUSED", message.toLowerCase(Locale.ROOT));
        };
    }

    private static Problem unexpected(Exception unexpected, Context request) {
        for (Throwable cause = unexpected; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException refused) {
                return of(refused.getCode(), String.valueOf(refused.getReason()));
            }
        }
        log.atError()
                .setCause(unexpected)
                .addKeyValue("method", request.method())
                .addKeyValue("route", request.endpoint() == null ? "none" : request.endpoint().path)
                .log("request failed");
        return internal();
    }
}
