package io.freshet.bench.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends files by HTTP, as {@code curl -T} does. */
final class Sender {
    private static final Duration CALL = Duration.ofMinutes(5);
    private static final int ATTEMPTS = 30;

    private final URI service;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Sender(URI service) {
        this.service = service;
    }

    /** Returns null when the file was accepted, else the refusal. */
    @Nullable
    Outcome send(String documentId, Path file) throws IOException, InterruptedException {
        String id = URLEncoder.encode(documentId, StandardCharsets.UTF_8).replace("+", "%20");
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/v1/documents/" + id))
                .timeout(CALL)
                .PUT(BodyPublishers.ofFile(file))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        for (int i = 1; isForLater(answer) && i < ATTEMPTS; i++) {
            Thread.sleep(1000);
            answer = http.send(request, BodyHandlers.ofString());
        }
        return answer.statusCode() == 202 ? null : refusal(answer);
    }

    private static boolean isForLater(HttpResponse<String> answer) {
        return answer.statusCode() == 503 || answer.statusCode() == 429;
    }

    private Outcome refusal(HttpResponse<String> answer) throws IOException {
        JsonNode problem = json.readTree(answer.body());
        return Outcome.refused(
                answer.statusCode(),
                problem.path("code").asText(),
                problem.path("detail").asText());
    }
}
