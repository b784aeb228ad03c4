package io.freshet.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.freshet.service.http.Caller;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The calls that the command line makes. Safe for use by several threads. */
public final class FreshetClient {
    private static final Duration CALL_TIME = Duration.ofSeconds(30);

    private final URI ingest;
    private final URI query;
    private final String tenant;
    private final Calls http = new Calls();

    public FreshetClient(URI ingest, URI query, String tenant) {
        this.ingest = ingest;
        this.query = query;
        this.tenant = tenant;
    }

    /** Publishes a file; answers with the token that tells when it is searchable. */
    public String put(String documentId, Path file, Map<String, String> metadata)
            throws IOException, InterruptedException, Refused {
        String parameters = metadata.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = to(ingest, "/v1/documents/" + encode(documentId) + "?" + parameters)
                .PUT(BodyPublishers.ofFile(file));
        return http.send(request).path("token").asText();
    }

    /** Publishes the end of a document; answers with the token that tells when it is gone. */
    public String delete(String documentId) throws IOException, InterruptedException, Refused {
        return http.send(to(ingest, "/v1/documents/" + encode(documentId)).DELETE())
                .path("token")
                .asText();
    }

    public JsonNode search(String words, int limit, String mode) throws IOException, InterruptedException, Refused {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("query", words)
                .put("limit", limit)
                .put("mode", mode)
                .toString();
        return http.send(to(query, "/v1/search")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Where a document stands. */
    public JsonNode document(String documentId) throws IOException, InterruptedException, Refused {
        return http.send(to(query, "/v1/documents/" + encode(documentId)).GET());
    }

    /** Where a document stands once the change of the token is applied; waits for that a few seconds. */
    public JsonNode document(String documentId, String token) throws IOException, InterruptedException, Refused {
        return http.send(to(query, "/v1/documents/" + encode(documentId) + "?consistentWith=" + encode(token))
                .GET());
    }

    /** The newest dead letters, of one code or of all. */
    public JsonNode deadLetters(@Nullable String code, int limit) throws IOException, InterruptedException, Refused {
        String filter = code == null ? "" : "&code=" + encode(code);
        return http.send(to(ingest, "/v1/dead-letters?limit=" + limit + filter).GET());
    }

    /** Publishes the record of a dead letter again. */
    public JsonNode replay(String id) throws IOException, InterruptedException, Refused {
        return http.send(
                to(ingest, "/v1/dead-letters/" + encode(id) + "/replay").POST(BodyPublishers.noBody()));
    }

    /** Publishes the records of the newest dead letters of a code again; answers with what came of each. */
    public JsonNode replayAll(String code, int limit) throws IOException, InterruptedException, Refused {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("code", code)
                .put("limit", limit)
                .toString();
        return http.send(to(ingest, "/v1/dead-letters/replay")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    public JsonNode freshness() throws IOException, InterruptedException, Refused {
        return http.send(to(query, "/v1/freshness").GET());
    }

    /** The readiness of the ingest service, also when it is not ready. */
    public JsonNode ingestReadiness() throws IOException, InterruptedException {
        return readiness(ingest);
    }

    /** The readiness of the query gateway, also when it is not ready. */
    public JsonNode queryReadiness() throws IOException, InterruptedException {
        return readiness(query);
    }

    private JsonNode readiness(URI service) throws IOException, InterruptedException {
        return http.answer(to(service, "/readyz").GET());
    }

    private HttpRequest.Builder to(URI service, String path) {
        return HttpRequest.newBuilder(service.resolve(path)).timeout(CALL_TIME).header(Caller.TENANT_HEADER, tenant);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
