package io.freshet.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.local.client.Adding;
import io.freshet.local.client.Documents;
import io.freshet.local.client.FreshetClient;
import io.freshet.local.client.Patience;
import io.freshet.local.client.Refused;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole pipeline as a user has it: real broker, real workers, real model, real index, over HTTP. */
class EndToEndTest {
    private static final Path WORKERS = Path.of("..", "..", "ingest-service", "tika-worker", "target", "worker")
            .toAbsolutePath()
            .normalize();

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Running {

        private Path dir = Path.of("unused");
        private LocalFreshet freshet = new LocalFreshet(settings(Path.of("unused")), failure -> {});
        private FreshetClient client = new FreshetClient(URI.create("http://unused"), URI.create("http://unused"), "");

        @BeforeAll
        void start(@TempDir Path temp) throws Exception {
            dir = temp;
            freshet = new LocalFreshet(settings(dir.resolve("data")), failure -> {
                throw new AssertionError(failure);
            });
            freshet.start(step -> {});
            client = client(freshet.ingestPort(), freshet.queryPort());
        }

        @AfterAll
        void stop() {
            freshet.close();
        }

        @Test
        void theSampleIsFoundByMeaningAndByKeyword() throws Exception {
            List<Documents.Found> sample = Documents.below(List.of(Path.of("sample")));

            List<String> failures = new Adding(client, new Patience(), (a, s, f, t) -> {}).add(sample);

            assertThat(failures).isEmpty();
            for (Documents.Found document : sample) {
                assertThat(client.document(document.id()).path("chunks").asInt())
                        .as(document.id())
                        .isPositive();
            }
        }

        @Test
        void aDeletedDocumentIsGoneAtOnceAndItsDeletionIsKnown() throws Exception {
            String put = publish("gone.txt", "The kingfisher dives for the glass shard GX99.");
            client.document("gone.txt", put);
            assertThat(ids(client.search("GX99", 10, "keyword"))).contains("gone.txt");

            String deleted = client.delete("gone.txt");

            assertThatThrownBy(() -> client.document("gone.txt", deleted))
                    .isInstanceOf(Refused.class)
                    .extracting(refused -> ((Refused) refused).code())
                    .isEqualTo("DOCUMENT_DELETED");
            assertThat(ids(client.search("GX99", 10, "keyword"))).doesNotContain("gone.txt");
        }

        @Test
        void anEditReplacesWhatItChanged() throws Exception {
            client.document("edit.txt", publish("edit.txt", "The gate opens at four, says note QF1."));

            client.document("edit.txt", publish("edit.txt", "The gate opens at five, says note QF2."));

            assertThat(ids(client.search("QF1", 10, "keyword"))).doesNotContain("edit.txt");
            assertThat(ids(client.search("QF2", 10, "keyword"))).contains("edit.txt");
        }

        @Test
        void aFileThatCannotBeReadTellsWhyAndTheOldVersionStays() throws Exception {
            client.document("stays.txt", publish("stays.txt", "Buoy KL7 is yellow."));

            JsonNode standing = client.document("stays.txt", publish("stays.txt", "\0\0\0\0\0\0\0\0".repeat(100)));

            assertThat(standing.path("failure").path("code").asText()).isNotEmpty();
            assertThat(ids(client.search("KL7", 10, "keyword"))).contains("stays.txt");
        }

        @Test
        void whatFailedIsListedWithAdviceAndCanBeReplayed() throws Exception {
            client.document("dead.txt", publish("dead.txt", "\0\0\0\0\0\0\0\0".repeat(100)));

            JsonNode letter = letterOf("dead.txt");
            JsonNode replayed = client.replay(letter.path("id").asText());

            assertThat(letter.path("advice").asText()).isNotEmpty();
            assertThat(replayed.path("documentId").asText()).isEqualTo("dead.txt");
            assertThat(replayed.path("topic").asText()).isEqualTo("freshet.documents");
        }

        private JsonNode letterOf(String documentId) throws Exception {
            for (JsonNode letter : client.deadLetters(null, 500).path("deadLetters")) {
                if (letter.path("documentId").asText().equals(documentId)) {
                    return letter;
                }
            }
            throw new AssertionError("no letter of " + documentId);
        }

        @Test
        void tenantsSeeNothingOfEachOther() throws Exception {
            client.document("mine.txt", publish("mine.txt", "Weir WW3 belongs to nobody else."));
            FreshetClient other = new FreshetClient(
                    URI.create("http://127.0.0.1:" + freshet.ingestPort()),
                    URI.create("http://127.0.0.1:" + freshet.queryPort()),
                    "other");

            assertThat(ids(other.search("WW3", 10, "hybrid"))).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "PUT, /v1/documents/empty, '', default, 400, EMPTY_BODY",
            "PUT, /v1/documents/x, text, Not A Tenant, 400, BAD_TENANT",
            "PATCH, /v1/documents/x/metadata, '{\"title\":', default, 400, BAD_JSON",
            "GET, /v1/nothing, '', default, 404, NOT_FOUND",
            "POST, /v1/documents/x, '', default, 405, METHOD_NOT_ALLOWED",
        })
        void badRequestsToIngestAreProblems(
                String method, String path, String body, String tenant, int status, String code) throws Exception {
            HttpResponse<String> answer = send(freshet.ingestPort(), method, path, body, tenant);

            assertThat(answer.body()).contains("\"code\":\"" + code + "\"").doesNotContain("Exception", "at io.");
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        }

        @ParameterizedTest
        @CsvSource({
            "POST, /v1/search, '{\"query\":', default, 400, BAD_JSON",
            "POST, /v1/search, '{\"query\":\"x\"}', Not A Tenant, 400, BAD_TENANT",
            "GET, /v1/documents/nobody, '', default, 404, DOCUMENT_UNKNOWN",
        })
        void badRequestsToQueryAreProblems(
                String method, String path, String body, String tenant, int status, String code) throws Exception {
            HttpResponse<String> answer = send(freshet.queryPort(), method, path, body, tenant);

            assertThat(answer.body()).contains("\"code\":\"" + code + "\"").doesNotContain("Exception", "at io.");
            assertThat(answer.statusCode()).isEqualTo(status);
        }

        @Test
        void moreThanADocumentMayHaveIsRefusedInOneLine() throws Exception {
            Path zeros = zeros(513);

            assertThatThrownBy(() -> client.put("zeros.bin", zeros, Map.of()))
                    .isInstanceOf(Refused.class)
                    .extracting(refused -> ((Refused) refused).code())
                    .isEqualTo("TOO_LARGE");
        }

        @Test
        void aHundredMegabytesOfZerosEndAsAFailureOfTheirDocument() throws Exception {
            // When
            String token = client.put("zeros.bin", zeros(100), Map.of());

            // Then
            assertThat(client.document("zeros.bin", token).at("/failure/code").asText())
                    .isEqualTo("UNSUPPORTED");
        }

        private Path zeros(int mebibytes) throws Exception {
            Path zeros = dir.resolve("zeros.bin");
            try (var file = new java.io.RandomAccessFile(zeros.toFile(), "rw")) {
                file.setLength((long) mebibytes << 20);
            }
            return zeros;
        }

        private String publish(String id, String text) throws Exception {
            return client.put(id, Files.writeString(dir.resolve(id), text), Map.of());
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesAKill(@TempDir Path dir) throws Exception {
        Random random = new Random(20261120);
        Path home = Files.createDirectory(dir.resolve("home"));
        Files.createSymbolicLink(home.resolve("worker"), WORKERS);
        Path data = dir.resolve("data");
        Map<String, String> acknowledged = new LinkedHashMap<>();
        for (int round = 0; round < 2; round++) {
            try (ChildFreshet child = ChildFreshet.up(home, data)) {
                FreshetClient client = client(child.ingestPort(), child.queryPort());
                int sends = 5 + random.nextInt(20);
                for (int i = 0; i < sends; i++) {
                    String id = "round-" + round + "-" + i + ".md";
                    Path file = Files.writeString(dir.resolve(id), text(id));
                    acknowledged.put(id, client.put(id, file, Map.of()));
                }
                child.kill();
            }
        }

        try (ChildFreshet child = ChildFreshet.up(home, data)) {
            FreshetClient client = client(child.ingestPort(), child.queryPort());
            for (String id : acknowledged.keySet()) {
                new Patience().call(() -> client.document(id, acknowledged.get(id)));
                assertThat(chunkTexts(child.queryPort(), id))
                        .as(id)
                        .singleElement()
                        .asString()
                        .contains(marker(id));
                assertThat(ids(client.search(marker(id), 10, "keyword")))
                        .filteredOn(id::equals)
                        .hasSize(1);
            }
            assertThat(child.end()).isIn(0, 143);
        }
    }

    private static String text(String id) {
        return "# " + id + "\n\nThis paragraph carries the marker " + marker(id) + " and nothing else of note.\n";
    }

    private static String marker(String id) {
        return "zq" + id.replaceAll("[^a-z0-9]", "");
    }

    private static List<String> chunkTexts(int port, String id) throws Exception {
        HttpResponse<String> answer = send(port, "GET", "/v1/documents/" + id + "/chunks", "", "default");
        List<String> texts = new ArrayList<>();
        for (JsonNode chunk :
                io.freshet.service.http.Json.mapper().readTree(answer.body()).path("chunks")) {
            texts.add(chunk.path("text").asText());
        }
        return texts;
    }

    private static List<String> ids(JsonNode answer) {
        List<String> ids = new ArrayList<>();
        answer.path("hits").forEach(hit -> ids.add(hit.path("documentId").asText()));
        return ids;
    }

    private static HttpResponse<String> send(int port, String method, String path, String body, String tenant)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Freshet-Tenant", tenant)
                .header("Content-Type", "application/json")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static FreshetClient client(int ingest, int query) {
        return new FreshetClient(
                URI.create("http://127.0.0.1:" + ingest), URI.create("http://127.0.0.1:" + query), "default");
    }

    private static LocalSettings settings(Path data) {
        return new LocalSettings(data, 0, 0, 0, 0, 0, WORKERS, Map.of());
    }
}
