package io.freshet.bench.served;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/** The calls of sources and searchers. Safe for use by several threads. */
public final class Api {
    private static final Duration CALL = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Set<Integer> FOR_LATER = Set.of(429, 503);
    private static final int NOT_YET = 504;
    private static final int GONE = 404;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final URI ingest;
    private final URI query;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public Api(ServedFreshet freshet) {
        this.ingest = freshet.ingest();
        this.query = freshet.query();
    }

    /** Publishes a text; returns the token that a search can wait for. */
    public String put(String documentId, String markdown, String title) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        ingest.resolve("/v1/documents/" + encode(documentId) + "?title=" + encode(title)))
                .header("Content-Type", "text/markdown")
                .PUT(BodyPublishers.ofString(markdown));
        return token(request);
    }

    /** Publishes new metadata, given as JSON. */
    public String patch(String documentId, String metadata) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        ingest.resolve("/v1/documents/" + encode(documentId) + "/metadata"))
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(metadata));
        return token(request);
    }

    /** Publishes the end of a document. */
    public String delete(String documentId) throws IOException, InterruptedException {
        return token(HttpRequest.newBuilder(ingest.resolve("/v1/documents/" + encode(documentId)))
                .DELETE());
    }

    private String token(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = patiently(request.timeout(CALL).build());
        if (answer.statusCode() != 202) {
            throw new Refusal(answer.statusCode() + " " + answer.body());
        }
        return json.readTree(answer.body()).path("token").asText();
    }

    /** Searches once the change of the token is in the index, for as long as that takes; returns the hits. */
    public JsonNode search(String words, String mode, String token) throws IOException, InterruptedException {
        return search(question(words, mode).put("consistentWith", token));
    }

    /** Searches the index as it is; returns the hits. */
    public JsonNode search(String words, String mode) throws IOException, InterruptedException {
        return search(question(words, mode));
    }

    private ObjectNode question(String words, String mode) {
        return json.createObjectNode().put("query", words).put("mode", mode).put("limit", 5);
    }

    private JsonNode search(ObjectNode body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(query.resolve("/v1/search"))
                .header("Content-Type", "application/json")
                .timeout(CALL)
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<String> answer = visible(request);
        if (answer.statusCode() != 200) {
            throw new Refusal(answer.statusCode() + " " + answer.body());
        }
        return json.readTree(answer.body()).path("hits");
    }

    /** Where a document stands; an answer other than 200 has a field {@code code}. */
    public JsonNode document(String documentId) throws IOException, InterruptedException {
        return json.readTree(patiently(HttpRequest.newBuilder(query.resolve("/v1/documents/" + encode(documentId)))
                        .timeout(CALL)
                        .build())
                .body());
    }

    /** Where a document stands once the change of the token is in the index. */
    public JsonNode document(String documentId, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        query.resolve("/v1/documents/" + encode(documentId) + "?consistentWith=" + encode(token)))
                .timeout(CALL)
                .build();
        HttpResponse<String> answer = visible(request);
        if (answer.statusCode() != 200 && answer.statusCode() != GONE) {
            throw new Refusal(answer.statusCode() + " " + answer.body());
        }
        return json.readTree(answer.body());
    }

    /** What the service counts at the moment. */
    public Metrics metrics() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(ingest.resolve("/metrics")).timeout(CALL).build();
        return Metrics.parse(http.send(request, BodyHandlers.ofString()).body());
    }

    /** Asks again while the change is not visible yet; in the end it is a lost one. */
    private HttpResponse<String> visible(HttpRequest request) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        HttpResponse<String> answer = patiently(request);
        while (answer.statusCode() == NOT_YET && System.nanoTime() < deadline) {
            answer = patiently(request);
        }
        return answer;
    }

    private HttpResponse<String> patiently(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        while (FOR_LATER.contains(answer.statusCode())) {
            Thread.sleep(PAUSE.toMillis());
            answer = http.send(request, BodyHandlers.ofString());
        }
        return answer;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
