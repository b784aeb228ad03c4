package io.freshet.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.freshet.ingest.IngestService;
import io.freshet.ingest.content.NoStore;
import io.freshet.ingest.event.EventLimits;
import io.freshet.records.DeadLetter;
import io.freshet.records.Delete;
import io.freshet.records.DocumentEvent;
import io.freshet.records.MetadataPatch;
import io.freshet.records.TraceContext;
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
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IngestRoutesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final int LARGEST = 1000;

    private final FakePublisher publisher = new FakePublisher();
    private final FakeLetters letters = new FakeLetters();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @TempDir
    private Path spool;

    @BeforeEach
    void open() throws IOException {
        Intake intake = new Intake(publisher, Clock.fixed(NOW, ZoneOffset.UTC), () -> new UUID(1, 2));
        DocumentRoutes documents = new DocumentRoutes(
                intake,
                new Uploads(
                        new UploadSettings(LARGEST, LARGEST, spool),
                        new ByteBudget(4 * LARGEST),
                        new ByteBudget(1 << 30),
                        new NoStore()));
        DeadLetterRoutes deadLetters = new DeadLetterRoutes(letters, FakeLetters.replayer(letters));
        EventRoutes events = new EventRoutes(intake, new EventLimits(1000, LARGEST), new ByteBudget(4 * LARGEST));
        HttpSettings settings = new HttpSettings("127.0.0.1", 0, ByteSize.mebibytes(1), 16, Duration.ofSeconds(10));
        server = new HttpServer(
                IngestService.class,
                settings,
                List.of(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                routes -> {
                    documents.addTo(routes);
                    deadLetters.addTo(routes);
                    events.addTo(routes);
                });
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
    void everythingThatIsWrongWithAPatchIsNamedWithItsPlaceInAnEvent() throws Exception {
        // When
        HttpResponse<String> response = send(
                "PATCH",
                "/v1/documents/d/metadata",
                text("{\"titel\":\"New\",\"tags\":[\"a\",null],\"uri\":7,\"attributes\":{\"k\":null}}"));

        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(code(response)).isEqualTo("BAD_JSON");
        assertThat(new JsonMapper().readTree(response.body()).path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder(
                        "/metadata/titel", "/metadata/tags/1", "/metadata/uri", "/metadata/attributes/k");
        assertThat(response.body()).contains("title");
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
                "PUT;    /v1/documents/d?version=99999999999999999999;x;default;400;BAD_VERSION",
                "GET;    /v1/dead-letters?stage=none;   ''       ;default;400;BAD_STAGE",
                "GET;    /v1/dead-letters?since=monday; ''       ;default;400;BAD_SINCE",
                "GET;    /v1/dead-letters?cursor=x;     ''       ;default;400;BAD_CURSOR",
                "GET;    /v1/dead-letters/none;         ''       ;default;404;UNKNOWN_LETTER",
                "POST;   /v1/dead-letters/none/replay;  ''       ;default;404;UNKNOWN_LETTER",
                "POST;   /v1/dead-letters/replay;       {}       ;default;400;BAD_ORDER",
                "POST;   /v1/dead-letters/replay;       {nope    ;default;400;BAD_JSON",
                "POST;   /v1/dead-letters/replay;       {\"code\":\"X\",\"limit\":1000};default;400;BAD_LIMIT",
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
    void aVersionThatIsGivenTwiceIsRefusedUnlessItIsTheSame() throws Exception {
        // When
        HttpResponse<String> different = send("PUT", "/v1/documents/d?version=7", text("x"), "Freshet-Version", "8");
        HttpResponse<String> same = send("PUT", "/v1/documents/d?version=-7", text("x"), "Freshet-Version", " -7");

        // Then
        assertThat(code(different)).isEqualTo("BAD_VERSION");
        assertThat(same.statusCode()).isEqualTo(202);
        assertThat(event().getVersion()).isEqualTo(-7);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 202",
        "Application/Merge-Patch+JSON; charset=utf-8, 202",
        "text/plain, 415",
        "application/json-patch+json, 415"
    })
    void aPatchIsJson(String type, int status) throws Exception {
        // When
        HttpResponse<String> response =
                send("PATCH", "/v1/documents/d/metadata", text("{\"title\":\"New\"}"), "Content-Type", type);

        // Then
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(publisher.events).hasSize(status == 202 ? 1 : 0);
    }

    @Test
    void theTraceOfARequestGoesWithItsEvent() throws Exception {
        // Given
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        // When
        send("PUT", "/v1/documents/d", text("x"), "traceparent", parent, "tracestate", "a=b");

        // Then
        assertThat(publisher.traces).containsExactly(new TraceContext(parent, "a=b"));
    }

    @Test
    void aChangeThatWasNotConfirmedIsNotSaidToHaveFailed() throws Exception {
        // Given
        publisher.away = true;

        // When
        HttpResponse<String> response = send("DELETE", "/v1/documents/d", BodyPublishers.noBody());

        // Then
        assertThat(response.body()).contains("sending it again is safe").doesNotContain("nothing was changed");
    }

    @Test
    void deadLettersAreListedPageByPage() throws Exception {
        // Given
        for (int i = 0; i < 5; i++) {
            letters.add(FakeLetters.letter("default", "doc-" + i, "TIMEOUT", NOW.plusSeconds(i), i));
        }

        // When
        JsonNode first = json(send("GET", "/v1/dead-letters?limit=3", BodyPublishers.noBody()));
        String cursor = java.net.URLEncoder.encode(first.get("next").asText(), StandardCharsets.UTF_8);
        JsonNode second = json(send("GET", "/v1/dead-letters?limit=3&cursor=" + cursor, BodyPublishers.noBody()));

        // Then
        assertThat(first.at("/deadLetters/0/documentId").asText()).isEqualTo("doc-4");
        assertThat(first.at("/deadLetters/2/documentId").asText()).isEqualTo("doc-2");
        assertThat(second.get("deadLetters")).hasSize(2);
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void aDeadLetterIsShownWithAdviceAndStackButWithoutItsBytes() throws Exception {
        // Given
        letters.add(FakeLetters.letter("default", "mine", "ENCRYPTED", NOW, 2));

        // When
        JsonNode shown = json(send("GET", "/v1/dead-letters/ingest:t:1:2", BodyPublishers.noBody()));

        // Then
        assertThat(shown.get("advice").asText()).isEqualTo("send it without password or rights management");
        assertThat(shown.get("stack").asText()).isEqualTo("at somewhere");
        assertThat(shown.get("carriesOriginal").asBoolean()).isTrue();
        assertThat(shown.has("value")).isFalse();
        assertShape(contract(), "DeadLetterInFull", shown);
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
                int status = send(
                                method,
                                path.getKey().replace("{documentId}", "d").replace("{id}", "none"),
                                text(""))
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
        return FakeLetters.letter(tenant, documentId, "ENCRYPTED", NOW, 2);
    }
}
