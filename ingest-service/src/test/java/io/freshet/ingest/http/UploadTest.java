package io.freshet.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freshet.ingest.IngestService;
import io.freshet.ingest.content.NoStore;
import io.freshet.records.Upsert;
import io.freshet.service.config.ByteSize;
import io.freshet.service.http.HttpServer;
import io.freshet.service.http.HttpSettings;
import io.freshet.service.http.Problem;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are too large to travel in their event. */
final class UploadTest {

    private static final int INLINE = 1000;
    private static final int LARGEST = 300_000;
    private static final int DISK = 4 << 20;

    private final FakePublisher publisher = new FakePublisher();
    private final HttpClient client = HttpClient.newHttpClient();
    private final DirectoryStore store = new DirectoryStore();
    private final ByteBudget disk = new ByteBudget(DISK, Duration.ofMillis(20));
    private HttpServer server;

    @TempDir
    private Path dir;

    @BeforeEach
    void open() throws IOException {
        store.directory = Files.createDirectory(dir.resolve("store"));
        DocumentRoutes routes = new DocumentRoutes(
                new Intake(publisher, Clock.systemUTC(), UUID::randomUUID),
                new Uploads(
                        new UploadSettings(INLINE, LARGEST, dir.resolve("spool")),
                        new ByteBudget(4 * LARGEST),
                        disk,
                        store));
        HttpSettings settings = new HttpSettings("127.0.0.1", 0, ByteSize.mebibytes(1), 16, Duration.ofMillis(500));
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

    private HttpResponse<String> put(BodyPublisher body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/v1/documents/d"))
                .PUT(body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> putMultipart(String body) throws Exception {
        return put(BodyPublishers.ofString(body), "Content-Type", "multipart/form-data; boundary=cut");
    }

    private static String filePart(String content) {
        return "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + content + "\r\n";
    }

    private static String metadataPart(String json) {
        return "--cut\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n" + json + "\r\n";
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        return bytes;
    }

    private static BodyPublisher chunked(byte[] bytes) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    }

    private static String code(HttpResponse<String> response) throws IOException {
        JsonNode problem = new JsonMapper().readTree(response.body());
        return problem.get("code").asText();
    }

    private Upsert upsert() {
        assertThat(publisher.events).hasSize(1);
        return (Upsert) publisher.events.get(0).getChange();
    }

    private byte[] kept() throws IOException {
        assertThat(upsert().getContent()).isNull();
        return Files.readAllBytes(Path.of(URI.create(upsert().getContentUri())));
    }

    private void assertNothingIsLeft() {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(filesBelow(store.directory)).isEmpty();
            assertThat(filesBelow(dir.resolve("spool"))).isEmpty();
        });
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void whatFitsTravelsInItsEvent() throws Exception {
        // When
        HttpResponse<String> response = put(BodyPublishers.ofByteArray(bytes(INLINE)));

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(upsert().getContent().array()).isEqualTo(bytes(INLINE));
        assertThat(filesBelow(store.directory)).isEmpty();
    }

    @Test
    void whatDoesNotFitIsKeptAndReferredTo() throws Exception {
        // When
        HttpResponse<String> response = put(BodyPublishers.ofByteArray(bytes(LARGEST)));

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(kept()).isEqualTo(bytes(LARGEST));
        assertThat(store.tenants).containsExactly("default");
    }

    @Test
    void aBodyOfUnknownLengthIsKeptWholeWhenItTurnsOutLarge() throws Exception {
        // When
        put(chunked(bytes(INLINE + 1)));

        // Then
        assertThat(kept()).isEqualTo(bytes(INLINE + 1));
    }

    @Test
    void aBodyOfUnknownLengthThatTurnsOutSmallTravelsInItsEvent() throws Exception {
        // When
        put(chunked(bytes(INLINE)));

        // Then
        assertThat(upsert().getContent().remaining()).isEqualTo(INLINE);
    }

    @Test
    void aBodyOfUnknownLengthThatTurnsOutTooLargeLeavesNothing() throws Exception {
        // When
        HttpResponse<String> response = put(chunked(bytes(LARGEST + 1)));

        // Then
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(publisher.events).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void aLargePartIsKeptAndItsMetadataMayComeAfterIt() throws Exception {
        // Given
        String content = "a,b;".repeat(INLINE);

        // When
        HttpResponse<String> response =
                putMultipart(filePart(content) + metadataPart("{\"title\":\"Big\"}") + "--cut--\r\n");

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(new String(kept(), StandardCharsets.UTF_8)).isEqualTo(content);
        assertThat(upsert().getFileName()).isEqualTo("big.csv");
        assertThat(upsert().getMetadata().getTitle()).isEqualTo("Big");
        assertThat(filesBelow(dir.resolve("spool"))).isEmpty();
    }

    @Test
    void aMultipartBodyThatFindsNoRoomOnDiskIsToldToComeBack() throws Exception {
        // Given
        String body = filePart("x".repeat(5000)) + "--cut--\r\n";
        int others = disk.take(DISK);

        // When
        HttpResponse<String> busy = putMultipart(body);
        disk.give(others);

        // Then
        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(code(busy)).isEqualTo("BUSY");
        assertThat(putMultipart(body).statusCode()).isEqualTo(202);
        assertThat(putMultipart("nonsense").statusCode()).isEqualTo(400);
        disk.give(disk.take(DISK));
    }

    @Test
    void aMultipartBodyNeedsNoLength() throws Exception {
        // When
        byte[] body = (filePart("x".repeat(5000)) + "--cut--\r\n").getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> response = put(chunked(body), "Content-Type", "multipart/form-data; boundary=cut");

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(kept()).hasSize(5000);
    }

    @Test
    void aPartThatIsTooLargeLeavesNothing() throws Exception {
        // When
        HttpResponse<String> response = putMultipart(filePart("x".repeat(LARGEST + 1)) + "--cut--\r\n");

        // Then
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(code(response)).isEqualTo("TOO_LARGE");
        assertNothingIsLeft();
    }

    @Test
    void aMultipartBodyWithoutEndIsRefused() throws Exception {
        // When
        HttpResponse<String> response = putMultipart(filePart("x".repeat(5000)));

        // Then
        assertThat(code(response)).isEqualTo("BAD_MULTIPART");
        assertNothingIsLeft();
    }

    @Test
    void aMultipartBodyWithTwoFilesIsRefused() throws Exception {
        // When
        HttpResponse<String> response = putMultipart(filePart("x") + filePart("y") + "--cut--\r\n");

        // Then
        assertThat(code(response)).isEqualTo("NO_FILE");
    }

    @Test
    void metadataThatIsNoJsonIsRefusedBeforeTheFileIsKept() throws Exception {
        // When
        HttpResponse<String> response =
                putMultipart(filePart("x".repeat(5000)) + metadataPart("{nope") + "--cut--\r\n");

        // Then
        assertThat(code(response)).isEqualTo("BAD_JSON");
        assertNothingIsLeft();
    }

    @Test
    void aSenderThatBreaksOffLeavesNothing() throws Exception {
        // When
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            begin(socket, "Content-Length: " + LARGEST, bytes(LARGEST / 2));
            await().until(() -> !filesBelow(store.directory).isEmpty());
        }

        // Then
        assertNothingIsLeft();
        assertThat(publisher.events).isEmpty();
    }

    @Test
    void aSenderThatBreaksOffInAPartLeavesNothing() throws Exception {
        // Given
        byte[] part = filePart("x".repeat(100_000)).getBytes(StandardCharsets.UTF_8);

        // When
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            begin(socket, "Content-Type: multipart/form-data; boundary=cut\r\nContent-Length: 200000", part);
            await().until(() -> !filesBelow(dir.resolve("spool")).isEmpty());
        }

        // Then
        assertNothingIsLeft();
        assertThat(publisher.events).isEmpty();
    }

    @Test
    void aSenderThatFallsSilentIsGivenUp() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            // When
            begin(socket, "Content-Length: " + LARGEST, bytes(LARGEST / 2));
            byte[] answer = socket.getInputStream().readAllBytes();

            // Then
            assertThat(new String(answer, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 408");
            assertNothingIsLeft();
        }
    }

    @Test
    void aSenderThatGoesOnForHoursIsGivenUp() {
        // Given
        AtomicLong nanos = new AtomicLong();
        FileIntake files = new FileIntake(store, INLINE, LARGEST, nanos::get);
        InputStream slow = new InputStream() {
            @Override
            public int read() {
                nanos.addAndGet(Duration.ofSeconds(20).toNanos());
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int count) {
                target[offset] = (byte) read();
                return 1;
            }
        };

        // Then
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> files.take("acme", slow, LARGEST))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(408));
        assertThat(Duration.ofNanos(nanos.get())).isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
        assertNothingIsLeft();
    }

    private static void begin(Socket socket, String headers, byte[] body) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(("PUT /v1/documents/d HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        out.write(body);
        out.flush();
    }

    @Test
    void whatAKilledProcessLeftIsRemovedAtTheNextStart() throws Exception {
        // Given
        Path own = dir.resolve("own");
        Path left = SpoolDirectory.below(own).path();
        Files.writeString(left.resolve("part"), "half a part");
        Path foreign = Files.writeString(own.resolve("note.txt"), "not ours");

        // When
        SpoolDirectory.root(own);

        // Then
        assertThat(filesBelow(own)).containsExactly(foreign);
    }

    @Test
    void withTheStoreAwayTheCallerIsToldToComeBack() throws Exception {
        // Given
        store.away = true;

        // When
        HttpResponse<String> response = put(BodyPublishers.ofByteArray(bytes(LARGEST)));

        // Then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(code(response)).isEqualTo("CONTENT_STORE_UNAVAILABLE");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(publisher.events).isEmpty();
    }

    @Test
    void whatWasKeptStaysWhenTheChangeWasNotConfirmedBecauseItMayStillTurnUp() throws Exception {
        // Given
        publisher.away = true;

        // When
        HttpResponse<String> response = put(BodyPublishers.ofByteArray(bytes(LARGEST)));

        // Then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(filesBelow(store.directory)).hasSize(1);
    }

    @Test
    void withoutAStoreTheSettingThatIsMissingIsNamed() {
        // Given
        FileIntake files = new FileIntake(new NoStore(), INLINE, 512L << 20);

        // Then
        assertThat(files.largest()).isEqualTo(16L << 20);
        assertThat(files.tooLarge().getMessage()).contains("16777216", "freshet.content.directory");
    }

    @Test
    void manyAtOnceDoNotMix() throws Exception {
        // When
        List<byte[]> sent = Stream.iterate(1, i -> i + 1)
                .limit(8)
                .map(i -> bytes(INLINE + i * 10_000))
                .toList();
        sent.parallelStream().forEach(body -> {
            try {
                put(BodyPublishers.ofByteArray(body));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });

        // Then
        for (byte[] body : sent) {
            assertThat(filesBelow(store.directory)).anyMatch(file -> {
                try {
                    return Arrays.equals(Files.readAllBytes(file), body);
                } catch (IOException e) {
                    return false;
                }
            });
        }
    }
}
