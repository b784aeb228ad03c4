package io.freshet.records.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.freshet.records.RecordException;
import io.freshet.records.RecordException.Code;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRegistryClientTest {
    private static final SchemaText STRING = new SchemaText("\"string\"");
    private static final SchemaText INT = new SchemaText("\"int\"");

    private final FakeRegistryServer server = new FakeRegistryServer();
    private final List<Duration> pauses = new ArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void requestsTakeConfluentsPaths() {
        try (RegistryClient client = client(Map.of())) {
            int id = client.register("a b/c", STRING, true);

            assertThat(client.lookup("a b/c", STRING, false)).isEqualTo(id);
            assertThat(client.byId(id, "a b/c")).isEqualTo(STRING);
            assertThat(client.byId(id, null)).isEqualTo(STRING);
            assertThat(client.latest("a b/c")).isEqualTo(new SchemaVersion("a b/c", 1, id, STRING));
            assertThat(client.version("a b/c", 1)).isEqualTo(client.latest("a b/c"));
            assertThat(client.isCompatible("a b/c", INT)).isFalse();
            assertThat(client.compatibility("a b/c")).isEmpty();
            client.setCompatibility("a b/c", Compatibility.NONE);
            assertThat(client.compatibility("a b/c")).contains(Compatibility.NONE);
            assertThat(client.compatibility(null)).contains(Compatibility.BACKWARD);
            assertThat(client.isCompatible("a b/c", INT)).isTrue();
            client.setCompatibility(null, Compatibility.FULL);
        }
        assertThat(server.registry().compatibility(null)).contains(Compatibility.FULL);
        assertThat(server.requests())
                .startsWith(
                        "POST /subjects/a%20b%2Fc/versions?normalize=true",
                        "POST /subjects/a%20b%2Fc?normalize=false&deleted=false",
                        "GET /schemas/ids/1?fetchMaxId=false&subject=a%20b%2Fc",
                        "GET /schemas/ids/1?fetchMaxId=false",
                        "GET /subjects/a%20b%2Fc/versions/latest",
                        "GET /subjects/a%20b%2Fc/versions/1?deleted=true")
                .contains("POST /compatibility/subjects/a%20b%2Fc/versions/latest", "PUT /config");
    }

    @ParameterizedTest
    @CsvSource({
        "401, 40101, UNAUTHORIZED",
        "403, 40301, FORBIDDEN",
        "404, 40401, UNKNOWN_SUBJECT",
        "404, 40402, UNKNOWN_VERSION",
        "404, 40403, UNKNOWN_SCHEMA",
        "404, 40408, UNKNOWN_SUBJECT",
        "404, 404, NOT_A_REGISTRY",
        "409, 409, INCOMPATIBLE",
        "422, 42201, INVALID_SCHEMA",
        "301, 0, NOT_A_REGISTRY"
    })
    void aRefusalIsFinalAndKeepsItsReason(int status, int error, Code code) {
        server.then(status, FakeRegistryServer.error(error, "the reason"));

        assertCode(code, () -> client(Map.of()).register("s", STRING, false));

        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>log in</html>", "{}", "", "{\"id\":-1}", "{\"id\":4294967296}"})
    void whateverElseAnswersIsNotARegistry(String body) {
        server.then(200, body);

        assertCode(Code.NOT_A_REGISTRY, () -> client(Map.of()).register("s", STRING, false));
    }

    @Test
    void aRefusalWithoutWordsIsClassifiedByItsStatus() {
        server.then(403, "");

        assertCode(Code.FORBIDDEN, () -> client(Map.of()).byId(1, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void aMomentaryFailureIsTriedAgainAfterAPause(int status) {
        server.then(status, "busy").then(status, FakeRegistryServer.error(status * 100 + 1, "busy"));

        int id = client(Map.of()).register("s", STRING, false);

        assertThat(id).isEqualTo(1);
        assertThat(server.requests()).hasSize(3);
        assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void anOutageEndsRetriableAfterTheLastRoundAndPausesStayBounded() {
        String url = closedPort();

        assertThatThrownBy(
                        () -> client(Map.of("schema.registry.url", url, "max.retries", 5, "retries.max.wait.ms", 500))
                                .byId(1, null))
                .isInstanceOf(RegistryUnavailableException.class)
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining(url);
        assertThat(pauses).extracting(Duration::toMillis).containsExactly(100L, 200L, 250L, 250L, 250L);
    }

    @Test
    void anotherEndpointTakesOverWithoutAPauseAndStays() {
        RegistryClient client = client(Map.of("schema.registry.url", closedPort() + "," + server.url()));

        client.register("s", STRING, false);
        client.register("s", STRING, false);

        assertThat(server.requests()).hasSize(2);
        assertThat(pauses).isEmpty();
    }

    @Test
    void anEndpointThatTakesTheConnectionButNeverAnswersTimesOut() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            RegistryClient client = client(Map.of(
                    "schema.registry.url", "http://127.0.0.1:" + silent.getLocalPort(),
                    "http.read.timeout.ms", 50,
                    "max.retries", 0));

            assertThatThrownBy(() -> client.byId(1, null)).isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void anInterruptEndsTheWait() {
        server.then(503, "");
        RegistryHttp http = new RegistryHttp(
                RegistrySettings.of(Map.of("schema.registry.url", server.url())),
                duration -> {
                    throw new InterruptedException();
                },
                () -> 0);

        assertThatThrownBy(() -> new HttpRegistryClient(http).byId(1, null)).isInstanceOf(InterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void idsAreUnsigned() {
        server.then(200, "{\"id\":4294967294}").then(200, "{\"schema\":\"\\\"int\\\"\"}");
        RegistryClient client = client(Map.of());

        int id = client.register("s", STRING, false);
        client.byId(id, null);

        assertThat(id).isEqualTo(-2);
        assertThat(server.requests().get(1)).startsWith("GET /schemas/ids/4294967294?");
    }

    @Test
    void schemasOfOtherLanguagesAreNamed() {
        server.then(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax\"}");

        assertCode(Code.UNSUPPORTED_SCHEMA_TYPE, () -> client(Map.of()).byId(1, null));
    }

    @Test
    void credentialsComeFromTheSettingsOrTheUrl() {
        String withUser = "http://ann:p%40ss@" + server.authority();
        Map<String, ?> userInfo =
                Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "ann:p@ss");
        Map<String, ?> prefixed = Map.of(
                "schema.registry.basic.auth.credentials.source", "USER_INFO",
                "schema.registry.basic.auth.user.info", "ann:p@ss");

        client(userInfo).register("s", STRING, false);
        client(prefixed).register("s", STRING, false);
        client(Map.of("schema.registry.url", withUser)).register("s", STRING, false);
        client(Map.of("bearer.auth.token", "t0k")).register("s", STRING, false);
        client(Map.of()).register("s", STRING, false);

        assertThat(server.authorizations())
                .containsExactly(
                        "Basic YW5uOnBAc3M=", "Basic YW5uOnBAc3M=", "Basic YW5uOnBAc3M=", "Bearer t0k", "none");
    }

    @Test
    void settingsThatCannotBeMeantAreRefusedWithoutTheirSecrets() {
        assertRefused(Map.of("schema.registry.url", "ftp://ann:secret@host"), "http");
        assertRefused(Map.of("schema.registry.url", "http://bad host:secret@x"), "http");
        assertRefused(Map.of("basic.auth.credentials.source", "USER_INFO"), "basic.auth.user.info");
        assertRefused(Map.of("basic.auth.credentials.source", "SASL_INHERIT"), "SASL_INHERIT");
        assertRefused(Map.of("bearer.auth.token", "secret", "bearer.auth.credentials.source", "X"), "STATIC_TOKEN");
        assertRefused(
                Map.of(
                        "bearer.auth.token", "secret",
                        "basic.auth.credentials.source", "USER_INFO",
                        "basic.auth.user.info", "ann:secret"),
                "not both");
        assertRefused(Map.of("schema.registry.ssl.endpoint.identification.algorithm", ""), "identification.algorithm");
        assertThatThrownBy(() -> new HttpRegistryClient(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url");
    }

    @Test
    void aPrivateCertificateIsTrustedThroughATrustStore(@TempDir Path directory) throws Exception {
        Path store = keyStore(directory);
        try (FakeRegistryServer secure = new FakeRegistryServer(https(store))) {
            Map<String, ?> trusting = Map.of(
                    "schema.registry.url",
                    "https://" + secure.authority(),
                    "schema.registry.ssl.truststore.location",
                    store.toString(),
                    "schema.registry.ssl.truststore.password",
                    "changeit",
                    "schema.registry.ssl.truststore.type",
                    "PKCS12");
            Map<String, ?> not = Map.of("schema.registry.url", "https://" + secure.authority(), "max.retries", 0);

            assertThat(client(trusting).register("s", STRING, false)).isEqualTo(1);
            assertThatThrownBy(() -> client(not).register("s", STRING, false))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("PKIX");
        }
    }

    private void assertRefused(Map<String, ?> settings, String message) {
        assertThatThrownBy(() -> client(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    private static void assertCode(Code code, Runnable action) {
        assertThatExceptionOfType(RecordException.class).isThrownBy(action::run).satisfies(e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private RegistryClient client(Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putIfAbsent("schema.registry.url", server.url());
        return new HttpRegistryClient(new RegistryHttp(RegistrySettings.of(all), pauses::add, () -> 0));
    }

    private static String closedPort() {
        FakeRegistryServer gone = new FakeRegistryServer();
        gone.close();
        return gone.url();
    }

    private static Path keyStore(Path directory) throws Exception {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "registry",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=registry",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        return store;
    }

    private static HttpServer https(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(FakeRegistryServer.loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }
}
