package io.freshet.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freshet.ingest.IngestService;
import io.freshet.ingest.event.EventLimits;
import io.freshet.records.DocumentEvent;
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
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventRoutesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String JSON = "application/json";
    private static final int LARGEST = 100;

    private final FakePublisher publisher = new FakePublisher();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        EventRoutes routes = new EventRoutes(
                new Intake(publisher, Clock.fixed(NOW, ZoneOffset.UTC), () -> new UUID(1, 2)),
                new EventLimits(1000, LARGEST),
                new ByteBudget(64 << 20));
        server = new HttpServer(
                IngestService.class,
                new HttpSettings("127.0.0.1", 0, ByteSize.mebibytes(1), 16, Duration.ofSeconds(10)),
                List.of(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                routes::addTo);
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> post(String type, BodyPublisher body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/v1/events"))
                .header("Freshet-Tenant", "acme")
                .header("Content-Type", type)
                .POST(body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String type, String body, String... headers) throws Exception {
        return post(type, BodyPublishers.ofString(body.replace('\'', '"')), headers);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new JsonMapper().readTree(response.body());
    }

    private static void assertRefused(HttpResponse<String> response, int status, String code) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(json(response).get("code").asText()).isEqualTo(code);
        assertThat(response.body()).doesNotContain("io.freshet.ingest", "Exception");
    }

    @Test
    void oneEventIsAnsweredAsAFileIs() throws Exception {
        // When
        HttpResponse<String> response = post(
                JSON,
                "{'documentId':'a/b.md','change':'upsert','content':'# Hi','version':3}",
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body())
                .isEqualTo(
                        "{\"documentId\":\"a/b.md\",\"eventId\":\"" + new UUID(1, 2) + "\",\"token\":\"3:41/a/b.md\"}");
        DocumentEvent event = publisher.events.get(0);
        assertThat(event.getTenant()).isEqualTo("acme");
        assertThat(event.getVersion()).isEqualTo(3);
        assertThat(event.getOccurredAt()).isEqualTo(NOW);
        assertThat(publisher.traces.get(0).traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void severalEventsAreAnsweredInTheirOrder() throws Exception {
        // When
        HttpResponse<String> response = post(
                JSON,
                "[{'documentId':'a','change':'delete','eventId':'x'},{'documentId':'b','change':'delete','eventId':'y'}]");

        // Then
        assertThat(json(response).get("accepted").get(1).get("documentId").asText())
                .isEqualTo("b");
        assertThat(json(response).get("accepted").get(1).get("eventId").asText())
                .isEqualTo("y");
        assertThat(publisher.events).extracting(DocumentEvent::getDocumentId).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json                                  | []                                        | 0",
                "application/json; charset=utf-8                   | [{'documentId':'a','change':'delete'}]    | 1",
                "Application/CloudEvents-Batch+JSON; charset=UTF-8 | []                                        | 0",
                "application/cloudevents-batch+json | [{'specversion':'1.0','id':'1','source':'s','subject':'d','type':'io.freshet.document.delete'}] | 1",
                "application/x-ndjson                              | {'documentId':'a','change':'delete'}      | 1",
            })
    void whatIsWrittenAsSeveralIsAnsweredAsSeveral(String type, String body, int count) throws Exception {
        HttpResponse<String> response = post(type, body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(json(response).get("accepted")).hasSize(count);
        assertThat(publisher.events).hasSize(count);
    }

    @Test
    void aCloudEventMayComeStructured() throws Exception {
        // When
        HttpResponse<String> response = post(
                "application/cloudevents+json",
                "{'specversion':'1.0','id':'e-1','source':'/cms','subject':'d',"
                        + "'type':'io.freshet.document.upsert','data':{'content':'x'}}");

        // Then
        assertThat(json(response).get("eventId").asText()).isEqualTo("e-1");
        assertThat(publisher.events).hasSize(1);
    }

    @Test
    void aCloudEventInBinaryModeBringsTheFileItself() throws Exception {
        // When
        HttpResponse<String> response = post(
                "text/markdown",
                "# Hi",
                "ce-specversion",
                "1.0",
                "ce-id",
                "e-1",
                "ce-source",
                "/cms",
                "ce-type",
                "io.freshet.document.upsert",
                "ce-subject",
                "wiki/Gr%C3%BC%C3%9Fe%201.md");

        // Then
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        Upsert upsert = (Upsert) publisher.events.get(0).getChange();
        assertThat(publisher.events.get(0).getDocumentId()).isEqualTo("wiki/Gr\u00fc\u00dfe 1.md");
        assertThat(StandardCharsets.UTF_8.decode(upsert.getContent()).toString())
                .isEqualTo("# Hi");
        assertThat(upsert.getContentType()).isEqualTo("text/markdown");
    }

    @Test
    void oneBadEventKeepsAllFromBeingPublishedAndEveryProblemIsTold() throws Exception {
        // When
        HttpResponse<String> response = post(
                JSON, "[{'documentId':'a','change':'delete'},{'documentId':'b','chnge':'delete'},{'change':'delete'}]");

        // Then
        assertRefused(response, 400, "BAD_EVENT");
        assertThat(publisher.events).isEmpty();
        assertThat(json(response).get("errors").findValuesAsText("pointer"))
                .containsExactly("/1/chnge", "/1/change", "/2/documentId");
        assertThat(json(response).get("errors").get(0).get("detail").asText())
                .isEqualTo("chnge is not a field of an event; did you mean change?");
        assertThat(json(response).get("detail").asText())
                .startsWith("nothing was published: chnge")
                .endsWith("; 2 more problems are in errors");
    }

    @Test
    void anotherTenantIsForbidden() throws Exception {
        // When
        HttpResponse<String> response = post(
                JSON,
                "[{'documentId':'a','change':'delete','tenant':'acme'},"
                        + "{'documentId':'b','change':'delete','tenant':'other'}]");

        // Then
        assertRefused(response, 403, "FOREIGN_TENANT");
        assertThat(json(response).get("errors").findValuesAsText("pointer")).containsExactly("/1/tenant");
        assertThat(publisher.events).isEmpty();
    }

    @Test
    void aFileThatIsTooLargeForAnEventIsSentElsewhere() throws Exception {
        HttpResponse<String> response =
                post(JSON, "{'documentId':'d','change':'upsert','content':'" + "x".repeat(LARGEST + 1) + "'}");

        assertRefused(response, 413, "TOO_LARGE");
        assertThat(response.body()).contains("PUT the file", "contentUri");
    }

    @Test
    void tooManyEventsAreTooLarge() throws Exception {
        assertRefused(post(JSON, "[" + "{},".repeat(1000) + "{}]"), 413, "TOO_LARGE");
    }

    @Test
    void aBodyOfMoreThan16MebibytesIsRefusedWhetherItSaysSoOrNot() throws Exception {
        // Given
        byte[] large = new byte[(16 << 20) + 1];

        // Then
        assertRefused(
                post(JSON, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))), 413, "TOO_LARGE");
        assertThat(publisher.events).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json                  | ''      | 400 | EMPTY_BODY",
                "application/json                  | {nope   | 400 | BAD_JSON",
                "application/json                  | 7       | 400 | BAD_JSON",
                "application/cloudevents+json      | []      | 400 | BAD_JSON",
                "application/cloudevents-batch+json | {}     | 400 | BAD_JSON",
                "application/x-ndjson              | {nope   | 400 | BAD_JSON",
                "application/cloudevents+avro      | x       | 415 | UNSUPPORTED_MEDIA_TYPE",
                "text/plain                        | x       | 415 | UNSUPPORTED_MEDIA_TYPE",
            })
    void whatIsNoEventIsRefused(String type, String body, int status, String code) throws Exception {
        assertRefused(post(type, BodyPublishers.ofString(body)), status, code);
        assertThat(publisher.events).isEmpty();
    }

    @Test
    void withKafkaAwayTheCallerIsToldToComeBack() throws Exception {
        // Given
        publisher.away = true;

        // When
        HttpResponse<String> response = post(JSON, "[{'documentId':'a','change':'delete'}]");

        // Then
        assertRefused(response, 503, "BROKER_UNAVAILABLE");
        assertThat(response.headers().firstValue("Retry-After")).contains("5");
    }

    @Test
    void theSchemaIsServedWhereTheContractRefersToIt() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/event.schema.json"))
                .build();

        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(json(response).get("required").get(0).asText()).isEqualTo("documentId");
    }
}
