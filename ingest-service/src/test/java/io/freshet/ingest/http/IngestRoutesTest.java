package io.freshet.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.freshet.ingest.IngestService;
import io.freshet.records.DeadLetter;
import io.freshet.records.Delete;
import io.freshet.records.DocumentEvent;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Stage;
import io.freshet.records.Upsert;
import io.freshet.service.config.ByteSize;
import io.freshet.service.http.HttpServer;
import io.freshet.service.http.HttpSettings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IngestRoutesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final int LARGEST = 1000;

    private final FakePublisher publisher = new FakePublisher();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        IngestRoutes routes = new IngestRoutes(
                publisher,
                (tenant, limit) -> letters.stream()
                        .filter(letter -> tenant.equals(letter.getTenant()))
                        .limit(limit)
                        .toList(),
                LARGEST,
                4 * LARGEST,
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> new UUID(1, 2));
        HttpSettings settings = new HttpSettings("127.0.0.1", 0, ByteSize.mebibytes(1), 16, Duration.ofSeconds(10));
        server = new HttpServer(
                IngestService.class,
                settings,
                List.of(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                routes::addTo);
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new JsonMapper().readTree(response.body());
    }

    private static String code(HttpResponse<String> response) throws IOException {
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        return json(response).get("code").asText();
    }

    private DocumentEvent event() {
        assertThat(publisher.events).hasSize(1);
        return publisher.events.get(0);
    }

    @Test
    void aRawBodyBecomesAnUpsertAndIsAcknowledgedWithAToken() throws Exception {
        // When
        HttpResponse<String> response = send(
                "PUT",
                "/v1/documents/notes.md?title=Notes&tags=a,b&readers=team-x&version=7",
                text("# Hello"),
                "Content-Type",
                "text/markdown",
                "Freshet-Tenant",
                "acme");

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response).get("token").asText()).isEqualTo("3:41/notes.md");
        assertThat(json(response).get("eventId").asText()).isEqualTo(new UUID(1, 2).toString());
        assertThat(event().getTenant()).isEqualTo("acme");
        assertThat(event().getVersion()).isEqualTo(7);
        assertThat(event().getOccurredAt()).isEqualTo(NOW);
        Upsert upsert = (Upsert) event().getChange();
        assertThat(StandardCharsets.UTF_8
                        .decode(upsert.getContent().duplicate())
                        .toString())
                .isEqualTo("# Hello");
        assertThat(upsert.getContentType()).isEqualTo("text/markdown");
        assertThat(upsert.getFileName()).isEqualTo("notes.md");
        assertThat(upsert.getMetadata().getTitle()).isEqualTo("Notes");
        assertThat(upsert.getMetadata().getTags()).containsExactly("a", "b");
        assertThat(upsert.getMetadata().getReaders()).containsExactly("team-x");
    }

    @Test
    void anIdMayHoldEncodedSlashesAndWhateverElse() throws Exception {
        // When
        HttpResponse<String> response = send("PUT", "/v1/documents/wiki%2Fa%20b%25%C3%BC%3F.md", text("x"));

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(event().getDocumentId()).isEqualTo("wiki/a b%\u00fc?.md");
        assertThat(((Upsert) event().getChange()).getFileName()).isEqualTo("a b%\u00fc?.md");
    }

    @Test
    void aMultipartBodyBringsItsMetadata() throws Exception {
        // Given
        String body = """
                --cut
                Content-Disposition: form-data; name="metadata"

                {"title":"Report","attributes":{"team":"x"}}
                --cut
                Content-Disposition: form-data; name="file"; filename="r.csv"
                Content-Type: text/csv

                a,b
                --cut--
                """.replace("\n", "\r\n");

        // When
        HttpResponse<String> response =
                send("PUT", "/v1/documents/r1", text(body), "Content-Type", "multipart/form-data; boundary=cut");

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        Upsert upsert = (Upsert) event().getChange();
        assertThat(upsert.getFileName()).isEqualTo("r.csv");
        assertThat(upsert.getContentType()).isEqualTo("text/csv");
        assertThat(upsert.getMetadata().getTitle()).isEqualTo("Report");
        assertThat(upsert.getMetadata().getAttributes()).containsEntry("team", "x");
        assertThat(StandardCharsets.UTF_8
                        .decode(upsert.getContent().duplicate())
                        .toString())
                .isEqualTo("a,b");
    }

    @Test
    void aPatchSetsWhatIsGivenAndClearsWhatIsNull() throws Exception {
        // When
        HttpResponse<String> response =
                send("PATCH", "/v1/documents/d/metadata", text("{\"title\":\"New\",\"uri\":null,\"readers\":[]}"));

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        MetadataPatch patch = (MetadataPatch) event().getChange();
        assertThat(patch.getTitle()).isEqualTo("New");
        assertThat(patch.getClear()).containsExactly("uri");
        assertThat(patch.getReaders()).isEmpty();
        assertThat(patch.getTags()).isNull();
    }

    @Test
    void aDeleteIsAnEvent() throws Exception {
        // When
        HttpResponse<String> response = send("DELETE", "/v1/documents/d?reason=old", BodyPublishers.noBody());

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(((Delete) event().getChange()).getReason()).isEqualTo("old");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "PUT;    /v1/documents/d;               ''       ;default;400;EMPTY_BODY",
                "PUT;    /v1/documents/d;               x        ;Not OK ;400;BAD_TENANT",
                "PUT;    /v1/documents/d?version=one;   x        ;default;400;BAD_VERSION",
                "PATCH;  /v1/documents/d/metadata;      {nope    ;default;400;BAD_JSON",
                "PATCH;  /v1/documents/d/metadata;      []       ;default;400;BAD_JSON",
                "PATCH;  /v1/documents/d/metadata;      {}       ;default;400;EMPTY_PATCH",
                "PATCH;  /v1/documents/d/metadata;      {\"x\":1};default;400;BAD_JSON",
                "PATCH;  /v1/documents/d/metadata;      ''       ;default;400;EMPTY_BODY",
                "GET;    /v1/dead-letters?limit=0;      ''       ;default;400;BAD_LIMIT",
                "POST;   /v1/documents/d;               x        ;default;405;METHOD_NOT_ALLOWED",
                "GET;    /v1/nothing;                   ''       ;default;404;NOT_FOUND",
            })
    void badRequestsAreRefusedWithAStableCode(
            String method, String path, String body, String tenant, int status, String code) throws Exception {
        // When
        HttpResponse<String> response = send(method, path, text(body), "Freshet-Tenant", tenant);

        // Then
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(code(response)).isEqualTo(code);
        assertThat(response.body()).doesNotContain("io.freshet", "Exception");
        assertThat(publisher.events).isEmpty();
    }

    @Test
    void anIdOfMoreThan512BytesIsRefused() throws Exception {
        // When
        HttpResponse<String> response = send("PUT", "/v1/documents/" + "i".repeat(513), text("x"));

        // Then
        assertThat(code(response)).isEqualTo("BAD_DOCUMENT_ID");
    }

    @Test
    void aBodyThatSaysItIsTooLargeIsRefused() throws Exception {
        // When
        HttpResponse<String> response = send("PUT", "/v1/documents/d", text("x".repeat(LARGEST + 1)));

        // Then
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(code(response)).isEqualTo("TOO_LARGE");
    }

    @Test
    void aBodyOfUnknownLengthIsRefusedWhenItTurnsOutTooLarge() throws Exception {
        // Given
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[LARGEST + 1]));

        // When
        HttpResponse<String> response = send("PUT", "/v1/documents/d", chunked);

        // Then
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(publisher.events).isEmpty();
    }

    @Test
    void aBodyOfTheLargestSizeIsAccepted() throws Exception {
        assertThat(send("PUT", "/v1/documents/d", text("x".repeat(LARGEST))).statusCode())
                .isEqualTo(202);
    }

    @Test
    void withKafkaAwayTheCallerIsToldToComeBack() throws Exception {
        // Given
        publisher.away = true;

        // When
        HttpResponse<String> response = send("PUT", "/v1/documents/d", text("x"));

        // Then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(code(response)).isEqualTo("BROKER_UNAVAILABLE");
        assertThat(response.headers().firstValue("Retry-After")).contains("5");
    }

    @Test
    void aTenantSeesItsOwnDeadLettersOnly() throws Exception {
        // Given
        letters.add(letter("default", "mine"));
        letters.add(letter("other", "theirs"));

        // When
        HttpResponse<String> response = send("GET", "/v1/dead-letters", BodyPublishers.noBody());

        // Then
        assertThat(response.body()).contains("mine").doesNotContain("theirs");
    }

    @Test
    void answersHaveTheShapeThatTheContractPromises() throws Exception {
        // Given
        letters.add(letter("default", "mine"));
        JsonNode contract = contract();

        // When
        JsonNode accepted = json(send("PUT", "/v1/documents/d", text("x")));
        JsonNode listing = json(send("GET", "/v1/dead-letters", BodyPublishers.noBody()));
        JsonNode problem = json(send("PUT", "/v1/documents/d", text("")));

        // Then
        assertShape(contract, "Accepted", accepted);
        assertShape(contract, "DeadLetter", listing.get("deadLetters").get(0));
        assertShape(contract, "Problem", problem);
    }

    @Test
    void everyRouteOfTheContractIsServed() throws Exception {
        // Given
        List<String> unserved = new ArrayList<>();

        // When
        for (var path : contract().get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (operation.getKey().equals("parameters")) {
                    continue;
                }
                String method = operation.getKey().toUpperCase(java.util.Locale.ROOT);
                int status = send(method, path.getKey().replace("{documentId}", "d"), text(""))
                        .statusCode();
                JsonNode responses = operation.getValue().get("responses");
                if (!responses.has(String.valueOf(status))) {
                    unserved.add(method + " " + path.getKey() + " answered " + status);
                }
            }
        }

        // Then
        assertThat(unserved).isEmpty();
    }

    private JsonNode contract() throws Exception {
        return new YAMLMapper()
                .readTree(send("GET", "/openapi.yaml", BodyPublishers.noBody()).body());
    }

    private static void assertShape(JsonNode contract, String name, JsonNode actual) {
        JsonNode schema = contract.at("/components/schemas/" + name);
        List<String> promised = new ArrayList<>();
        schema.get("required").forEach(field -> promised.add(field.asText()));
        List<String> allowed = new ArrayList<>();
        schema.get("properties").fieldNames().forEachRemaining(allowed::add);
        List<String> fields = new ArrayList<>();
        actual.fieldNames().forEachRemaining(fields::add);
        assertThat(fields).containsAll(promised).isSubsetOf(allowed);
        for (String field : fields) {
            String type = schema.at("/properties/" + field + "/type").asText();
            assertThat(actual.get(field).isIntegralNumber()).as(field).isEqualTo(type.equals("integer"));
        }
    }

    private static DeadLetter letter(String tenant, String documentId) {
        return DeadLetter.newBuilder()
                .setId("ingest:t:1:2")
                .setStage(Stage.INGEST)
                .setCode("ENCRYPTED")
                .setMessage("The file is protected.")
                .setAttempts(1)
                .setTopic("t")
                .setPartition(1)
                .setOffset(2)
                .setTimestamp(NOW)
                .setTenant(tenant)
                .setDocumentId(documentId)
                .setAt(NOW)
                .build();
    }
}
