package io.freshet.local.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was asked: the path in its decoded parts, since a subject may hold a slash. */
record Request(String method, List<String> path, List<String> query, byte[] content) {
    private static final int LARGEST = 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    static Request of(HttpExchange exchange) throws IOException, RegistryException {
        byte[] content = exchange.getRequestBody().readNBytes(LARGEST + 1);
        if (content.length > LARGEST) {
            throw RegistryException.tooLarge();
        }
        return new Request(
                exchange.getRequestMethod(),
                parts(exchange.getRequestURI().getRawPath(), "/"),
                parts(exchange.getRequestURI().getRawQuery(), "&"),
                content);
    }

    private static List<String> parts(@Nullable String raw, String separator) throws RegistryException {
        if (raw == null) {
            return List.of();
        }
        try {
            return Stream.of(raw.split(separator))
                    .filter(part -> !part.isEmpty())
                    .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw RegistryException.invalidBody("the path is not well encoded");
        }
    }

    /** Whether the path is this one; a star stands for any part. */
    boolean at(String... pattern) {
        if (path.size() != pattern.length) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (!pattern[i].equals("*") && !pattern[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean flag(String name) {
        return query.contains(name + "=true");
    }

    JsonNode json() throws RegistryException {
        JsonNode body;
        try {
            body = JSON.readTree(content);
        } catch (JsonProcessingException e) {
            throw RegistryException.invalidBody("the body is not JSON");
        } catch (IOException e) {
            throw RegistryException.invalidBody(String.valueOf(e.getMessage()));
        }
        if (!body.isObject()) {
            throw RegistryException.invalidBody("the body is not a JSON object");
        }
        return body;
    }
}
