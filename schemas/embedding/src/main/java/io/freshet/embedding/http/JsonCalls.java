package io.freshet.embedding.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls of one endpoint, JSON both ways. Every failure comes as the port's exception; none tells a text or the key. */
public final class JsonCalls {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule().addDeserializer(float[].class, new VectorReader()))
            .build();

    private final Endpoint endpoint;
    private final Refusals refusals;
    private final HttpClient client;

    public JsonCalls(Endpoint endpoint, Clock clock) {
        this.endpoint = endpoint;
        this.refusals = new Refusals(endpoint.provider(), clock);
        // A redirect would send texts, and perhaps the key, to an address that nobody configured.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(endpoint.connectTimeout())
                .build();
    }

    /** A JSON object to fill. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Posts a request about so many texts and reads the answer in its shape. */
    public <T> T post(String path, ObjectNode body, Class<T> shape, int texts) throws EmbeddingException {
        HttpRequest.Builder request =
                request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(bytes(body)));
        return answer(request, shape, texts);
    }

    public JsonNode get(String path) throws EmbeddingException {
        return answer(request(path).GET(), JsonNode.class, 0);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.at(path))
                .timeout(endpoint.requestTimeout())
                .header("Accept", "application/json");
        return endpoint.apiKey() == null ? request : request.header("Authorization", "Bearer " + endpoint.apiKey());
    }

    private <T> T answer(HttpRequest.Builder request, Class<T> shape, int texts) throws EmbeddingException {
        HttpResponse<byte[]> response = send(request.build());
        if (response.statusCode() != 200) {
            throw refusals.of(response, errorIn(response.body()), texts);
        }
        try {
            return JSON.readValue(response.body(), shape);
        } catch (IOException unreadable) {
            // Jackson's message may quote the answer.
            throw unavailable("sent an answer that cannot be read", null);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws EmbeddingException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, head -> new BoundedBody(endpoint.maxAnswer()));
        try {
            // The request's own timeout ends with the answer's head.
            return answer.get(endpoint.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw unavailable(
                    "did not answer within " + endpoint.requestTimeout().toMillis() + " ms", late);
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable("was not waited for: interrupted", interrupted);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw unavailable("cannot be reached: " + reason(cause), cause);
        }
    }

    private static String reason(Throwable cause) {
        String name = cause.getClass().getSimpleName();
        return cause.getMessage() == null ? name : name + ", " + cause.getMessage();
    }

    private static JsonNode errorIn(byte[] body) {
        try {
            JsonNode error = JSON.readTree(body);
            return error == null ? JSON.missingNode() : error;
        } catch (IOException notJson) {
            return JSON.missingNode();
        }
    }

    private static byte[] bytes(ObjectNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of JSON is always written", impossible);
        }
    }

    private EmbeddingException unavailable(String what, @Nullable Throwable cause) {
        return new EmbeddingException(Kind.UNAVAILABLE, endpoint + " " + what, cause);
    }
}
