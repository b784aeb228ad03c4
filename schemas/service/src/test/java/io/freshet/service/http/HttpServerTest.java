package io.freshet.service.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.service.Meters;
import io.freshet.service.config.ByteSize;
import io.freshet.service.health.Check;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {

    record Body(String name, int count) {}

    private static final HttpSettings SETTINGS =
            new HttpSettings("127.0.0.1", 0, new ByteSize(1000), 8, Duration.ofSeconds(5));

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean works = new AtomicBoolean(true);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Check store = new Check("store", () -> {
            if (!works.get()) {
                throw new IOException("disk gone");
            }
        });
        server = new HttpServer(HttpServerTest.class, SETTINGS, List.of(store), Meters.create(), routes -> {
            routes.get("/who", request -> request.result(Caller.of(request).toString()));
            routes.get("/id/{id}", request -> request.result(request.pathParam("id")));
            routes.post("/body", request -> request.json(Json.mapper().readValue(request.bodyAsBytes(), Body.class)));
            routes.get("/boom", request -> {
                throw new IllegalStateException("secret detail");
            });
            routes.get("/error", request -> {
                throw new StackOverflowError("secret detail");
            });
            routes.get("/later", request -> {
                throw Problem.later("BUSY", "come back", Duration.ofSeconds(3));
            });
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void readinessNamesThePartThatFails() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(200);

        works.set(false);

        HttpResponse<String> answer = get("/readyz");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("store", "disk gone");
        assertThat(get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsAndTheContractAreServed() throws Exception {
        assertThat(get("/metrics").body()).contains("jvm_memory_used_bytes");
        assertThat(get("/openapi.yaml").body()).contains("a contract");
    }

    @Test
    void aProblemIsAnsweredAsOne() throws Exception {
        HttpResponse<String> answer = get("/later");

        assertThat(answer.headers().firstValue("Retry-After")).contains("3");
        assertProblem(answer, 503, "BUSY");
    }

    @Test
    void aShortTextThatWouldBecomeAHugeTreeIsRefused() {
        String text = "[" + "{},".repeat(60_000) + "{}]";

        assertThatExceptionOfType(StreamConstraintsException.class)
                .isThrownBy(() -> Json.mapper().readTree(text));
    }

    @Test
    void anUnexpectedErrorTellsNothingOfItsInside() throws Exception {
        HttpResponse<String> answer = get("/boom");

        assertProblem(answer, 500, "INTERNAL");
        assertThat(answer.body()).doesNotContain("secret detail", "Exception");
    }

    @Test
    void anErrorOfTheMachineIsAProblemToo() throws Exception {
        HttpResponse<String> answer = get("/error");

        assertProblem(answer, 500, "INTERNAL");
        assertThat(answer.body()).doesNotContain("secret detail");
    }

    @Test
    void unknownAddressesAndMethodsAreProblemsToo() throws Exception {
        assertProblem(get("/nothing"), 404, "NOT_FOUND");
        assertProblem(post("/who", ""), 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void anEncodedSlashStaysInsideItsSegment() throws Exception {
        assertThat(get("/id/a%2Fb%20c%25%C3%A4").body()).isEqualTo("a/b c%ä");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"name\":\"a\",\"count\":1} x", "{\"nme\":1}", "{\"count\":\"many\"}", "[]", ""})
    void badJsonIsOneClearLine(String body) throws Exception {
        HttpResponse<String> answer = post("/body", body);

        assertProblem(answer, 400, "BAD_JSON");
        assertThat(answer.body()).doesNotContain("io.freshet", "jackson");
    }

    @Test
    void aBodyOverTheLimitIsRefused() throws Exception {
        assertProblem(post("/body", "x".repeat(1001)), 413, "TOO_LARGE");
    }

    @Test
    void headersNameTheCallerOnLoopback() throws Exception {
        HttpRequest request = request("/who")
                .header(Caller.TENANT_HEADER, "acme")
                .header(Caller.PRINCIPALS_HEADER, "anna, staff")
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).body())
                .isEqualTo("Caller[tenant=acme, principals=[anna, staff]]");
    }

    @Test
    void aMalformedTenantIsRefused() throws Exception {
        HttpRequest request =
                request("/who").header(Caller.TENANT_HEADER, "No Such").build();

        assertProblem(client.send(request, BodyHandlers.ofString()), 400, "BAD_TENANT");
    }

    /** A page of another site whose name was made to point here must not get in. */
    @Test
    void requestsForAnotherHostAreRefused() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET /who HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 421")
                    .contains("WRONG_HOST");
        }
    }

    @Test
    void loopbackHasManyNames() {
        LoopbackHosts hosts = new LoopbackHosts("127.0.0.1");

        assertThat(List.of("127.0.0.1", "127.0.0.1:80", "localhost:8080", "LOCALHOST", "[::1]:1", "127.1.2.3:5"))
                .allMatch(hosts::accepts);
        assertThat(List.of("evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "localhost.evil"))
                .noneMatch(hosts::accepts);
    }

    /** A browser sends a page's requests before it asks whether the page may read the answers. */
    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example", "http://localhost.evil.example:80", "http://evil.example:80", "null", ""
            })
    void requestsOfPagesOfOthersAreRefused(String origin) throws Exception {
        HttpRequest request = request("/body")
                .header("Origin", origin)
                .POST(BodyPublishers.ofString("{\"name\":\"a\",\"count\":1}"))
                .build();

        assertProblem(client.send(request, BodyHandlers.ofString()), 403, "FOREIGN_ORIGIN");
    }

    @Test
    void requestsOfOwnPagesAreHeard() throws Exception {
        for (String host : List.of("127.0.0.1:" + server.port(), "localhost:3000", "[::1]:80", "localhost")) {
            HttpRequest request = request("/body")
                    .header("Origin", "http://" + host)
                    .POST(BodyPublishers.ofString("{\"name\":\"a\",\"count\":1}"))
                    .build();

            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .as(host)
                    .isEqualTo(200);
        }
    }

    @Test
    void aPortInUseIsSaidInOneLine() {
        HttpSettings taken = new HttpSettings("127.0.0.1", server.port(), new ByteSize(1), 8, Duration.ofSeconds(1));
        try (HttpServer second =
                new HttpServer(HttpServerTest.class, taken, List.of(), Meters.create(), routes -> {})) {
            assertThatThrownBy(second::start).hasMessage("port " + server.port() + " on 127.0.0.1 is in use");
        }
    }

    @Test
    void onlyLoopbackIsAcceptedWithoutCredentials() {
        assertThatThrownBy(() -> new HttpSettings("0.0.0.0", 1, new ByteSize(1), 8, Duration.ofSeconds(1)))
                .hasMessageContaining("loopback");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        JsonNode problem = Json.mapper().readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asText()).isEqualTo(code);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/id/%zz", "/id/a%00b", "/id/%ff%fe", "/id/%2e%2e", "/id/../../x"})
    void whatNeverReachesARouteIsAnsweredWithAProblemToo(String address) throws Exception {
        String answer = raw("GET " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("application/problem+json")
                .contains("\"code\":\"BAD_REQUEST\"")
                .doesNotContain("<html>");
    }

    @Test
    void headersThatAreTooLargeAreAnsweredWithAProblem() throws Exception {
        String answer = raw("GET /who HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431").contains("\"code\":\"HEADERS_TOO_LARGE\"");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
