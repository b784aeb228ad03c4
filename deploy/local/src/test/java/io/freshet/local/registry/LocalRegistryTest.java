package io.freshet.local.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalRegistryTest {
    private static final String FIRST = record("{\"name\":\"a\",\"type\":\"string\"}");
    private static final String WITH_DEFAULT =
            record("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}");
    private static final String WITHOUT_DEFAULT =
            record("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\"}");
    private static final String OTHER = "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"X\"]}";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private LocalRegistry registry;

    @BeforeEach
    void start() throws LocalRegistryException {
        registry = LocalRegistry.start(settings());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aSchemaIsRegisteredOnceAndFoundByEveryPath() throws Exception {
        JsonNode registered = post("/subjects/s-value/versions?normalize=false", FIRST);

        assertThat(registered.path("id").asInt()).isEqualTo(1);
        assertThat(post("/subjects/s-value/versions", " " + FIRST)).isEqualTo(registered);
        assertThat(get("/schemas/ids/1?fetchMaxId=false&subject=s-value")
                        .path("schema")
                        .asText())
                .isEqualTo(FIRST);
        assertThat(get("/subjects")).hasToString("[\"s-value\"]");
        assertThat(get("/subjects/s-value/versions")).hasToString("[1]");
        JsonNode latest = get("/subjects/s-value/versions/latest");
        assertThat(latest).isEqualTo(get("/subjects/s-value/versions/1"));
        assertThat(latest).isEqualTo(post("/subjects/s-value?normalize=false&deleted=false", FIRST));
        assertThat(latest.path("subject").asText()).isEqualTo("s-value");
        assertThat(latest.path("version").asInt()).isEqualTo(1);
        assertThat(latest.path("id").asInt()).isEqualTo(1);
    }

    @Test
    void theSameSchemaHasTheSameIdInEverySubject() throws Exception {
        post("/subjects/one/versions", FIRST);
        JsonNode other = post("/subjects/two/versions", OTHER);
        JsonNode again = post("/subjects/two%2Fsub%20ject/versions", FIRST);

        assertThat(other.path("id").asInt()).isEqualTo(2);
        assertThat(again.path("id").asInt()).isEqualTo(1);
        assertThat(get("/subjects"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("one", "two", "two/sub ject");
    }

    @Test
    void aSchemaThatCannotReadWhatWasWrittenIsRefused() throws Exception {
        post("/subjects/s/versions", FIRST);

        HttpResponse<String> refused = send("POST", "/subjects/s/versions", body(WITHOUT_DEFAULT));

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/vnd.schemaregistry.v1+json");
        assertThat(json.readTree(refused.body()).path("error_code").asInt()).isEqualTo(409);
        assertThat(get("/subjects/s/versions")).hasToString("[1]");
        assertThat(post("/subjects/s/versions", WITH_DEFAULT).path("id").asInt())
                .isEqualTo(2);
    }

    @Test
    void theDefaultLooksAtEveryEarlierVersionNotOnlyTheLast() throws Exception {
        post("/subjects/s/versions", FIRST);
        post("/subjects/s/versions", WITH_DEFAULT);

        // Reads the second version, whose data always has b, but not the first.
        assertThat(send("POST", "/subjects/s/versions", body(WITHOUT_DEFAULT)).statusCode())
                .isEqualTo(409);
        put("/config/s", "BACKWARD");
        assertThat(post("/subjects/s/versions", WITHOUT_DEFAULT).path("id").asInt())
                .isEqualTo(3);
    }

    @Test
    void levelsAreReadAndSetForAllAndForOneSubject() throws Exception {
        assertThat(get("/config").path("compatibilityLevel").asText()).isEqualTo("BACKWARD_TRANSITIVE");
        assertThat(errorCode("GET", "/config/s", "")).isEqualTo(40408);
        assertThat(get("/config/s?defaultToGlobal=true")
                        .path("compatibilityLevel")
                        .asText())
                .isEqualTo("BACKWARD_TRANSITIVE");

        assertThat(put("/config", "FULL").path("compatibility").asText()).isEqualTo("FULL");
        assertThat(put("/config/s", "NONE").path("compatibility").asText()).isEqualTo("NONE");

        assertThat(get("/config").path("compatibilityLevel").asText()).isEqualTo("FULL");
        assertThat(get("/config/s").path("compatibilityLevel").asText()).isEqualTo("NONE");
    }

    @Test
    void compatibilityCanBeAskedWithoutRegistering() throws Exception {
        post("/subjects/s/versions", FIRST);
        String path = "/compatibility/subjects/s/versions";

        assertThat(post(path + "/latest", WITH_DEFAULT).path("is_compatible").asBoolean())
                .isTrue();
        assertThat(post(path + "/1", WITHOUT_DEFAULT)).hasToString("{\"is_compatible\":false}");
        JsonNode verbose = post(path + "?verbose=true", WITHOUT_DEFAULT);
        assertThat(verbose.path("is_compatible").asBoolean()).isFalse();
        assertThat(verbose.path("messages")).hasSize(1);
        assertThat(post("/compatibility/subjects/none/versions/latest", FIRST)
                        .path("is_compatible")
                        .asBoolean())
                .isTrue();
        assertThat(get("/subjects/s/versions")).hasToString("[1]");
    }

    @Test
    void idsLevelsAndVersionsAreTheSameAfterARestart() throws Exception {
        post("/subjects/one/versions", OTHER);
        post("/subjects/s/versions", FIRST);
        post("/subjects/s/versions", WITH_DEFAULT);
        put("/config/s", "NONE");

        restart();

        assertThat(post("/subjects/s/versions", WITH_DEFAULT).path("id").asInt())
                .isEqualTo(3);
        assertThat(get("/schemas/ids/2").path("schema").asText()).isEqualTo(FIRST);
        assertThat(get("/subjects/s/versions")).hasToString("[1,2]");
        assertThat(get("/config/s").path("compatibilityLevel").asText()).isEqualTo("NONE");
        assertThat(post("/subjects/s/versions", WITHOUT_DEFAULT).path("id").asInt())
                .isEqualTo(4);
    }

    @Test
    void aLineThatWasBeingWrittenWhenTheProcessDiedIsForgotten() throws Exception {
        post("/subjects/s/versions", FIRST);
        registry.close();
        Files.writeString(settings().file(), "{\"v\":1,\"kind\":\"sche", StandardOpenOption.APPEND);

        registry = LocalRegistry.start(settings());
        post("/subjects/s/versions", WITH_DEFAULT);
        restart();

        assertThat(get("/subjects/s/versions")).hasToString("[1,2]");
        assertThat(get("/schemas/ids/2").path("schema").asText()).isEqualTo(WITH_DEFAULT);
    }

    @Test
    void aDamagedFileIsNotGuessedAt() throws Exception {
        registry.close();
        Files.writeString(settings().file(), "nonsense\n");

        assertThatThrownBy(() -> LocalRegistry.start(settings()))
                .isInstanceOf(LocalRegistryException.class)
                .hasMessageContaining("damaged in line 1");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /subjects/none/versions,        404, 40401",
        "GET,  /subjects/none/versions/1,      404, 40401",
        "GET,  /subjects/s/versions/7,         404, 40402",
        "GET,  /subjects/s/versions/zero,      422, 42202",
        "GET,  /subjects/s/versions/0,         422, 42202",
        "GET,  /schemas/ids/99,                404, 40403",
        "GET,  /schemas/ids/x,                 404, 40403",
        "GET,  /nothing/here,                  404, 404",
        "DELETE, /subjects/s,                  405, 405",
    })
    void whatIsNotThereHasConfluentsCodes(String method, String path, int status, int code) throws Exception {
        post("/subjects/s/versions", FIRST);

        assertThat(send(method, path, "").statusCode()).isEqualTo(status);
        assertThat(errorCode(method, path, "")).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "no json", "{\"schema\":", "7"})
    void aBodyThatIsNoJsonObjectIs422(String body) throws Exception {
        assertThat(send("POST", "/subjects/s/versions", body).statusCode()).isEqualTo(422);
        assertThat(errorCode("POST", "/subjects/s/versions", body)).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"schema\":\"\"}",
                "{\"schema\":\"{\"}",
                "{\"schema\":\"{\\\"type\\\":\\\"nope\\\"}\"}",
                "{\"schema\":\"{}\",\"schemaType\":\"JSON\"}",
                "{\"schema\":\"\\\"string\\\"\",\"references\":[{\"name\":\"a\",\"subject\":\"b\",\"version\":1}]}"
            })
    void whatIsNoAvroSchemaIs42201(String body) throws Exception {
        assertThat(send("POST", "/subjects/s/versions", body).statusCode()).isEqualTo(422);
        assertThat(errorCode("POST", "/subjects/s/versions", body)).isEqualTo(42201);
    }

    @Test
    void anUnknownSchemaOfAKnownSubjectIs40403AndAnUnknownLevel42203() throws Exception {
        post("/subjects/s/versions", FIRST);

        assertThat(errorCode("POST", "/subjects/s", body(OTHER))).isEqualTo(40403);
        assertThat(errorCode("POST", "/subjects/none", body(OTHER))).isEqualTo(40401);
        assertThat(errorCode("PUT", "/config", "{\"compatibility\":\"SIDEWAYS\"}"))
                .isEqualTo(42203);
    }

    @Test
    void aBodyBeyondOneMebibyteIsRefused() throws Exception {
        assertThat(errorCode("POST", "/subjects/s/versions", " ".repeat(1024 * 1024 + 1)))
                .isEqualTo(413);
    }

    @Test
    void aPortInUseAndAFileInUseAreNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LocalRegistrySettings onTaken =
                    new LocalRegistrySettings(directory.resolve("other.jsonl"), taken.getLocalPort());
            assertThatThrownBy(() -> LocalRegistry.start(onTaken))
                    .hasMessage(
                            "port " + taken.getLocalPort() + " is in use, so the schema registry cannot listen on it");
        }
        assertThatThrownBy(() -> LocalRegistry.start(settings()))
                .isInstanceOf(LocalRegistryException.class)
                .hasMessageContaining(settings().file().toString());
    }

    private LocalRegistrySettings settings() {
        return new LocalRegistrySettings(directory.resolve("schemas.jsonl"), 0);
    }

    private void restart() throws LocalRegistryException {
        registry.close();
        registry = LocalRegistry.start(settings());
    }

    private JsonNode get(String path) throws Exception {
        return ok(send("GET", path, ""));
    }

    private JsonNode post(String path, String schema) throws Exception {
        return ok(send("POST", path, body(schema)));
    }

    private JsonNode put(String path, String level) throws Exception {
        return ok(send("PUT", path, json.writeValueAsString(Map.of("compatibility", level))));
    }

    private JsonNode ok(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    private int errorCode(String method, String path, String body) throws Exception {
        return json.readTree(send(method, path, body).body()).path("error_code").asInt();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private String body(String schema) throws IOException {
        return json.writeValueAsString(Map.of("schema", schema));
    }

    private static String record(String fields) {
        return "{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"n\",\"fields\":[" + fields + "]}";
    }
}
