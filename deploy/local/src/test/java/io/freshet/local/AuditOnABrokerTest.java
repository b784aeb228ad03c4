package io.freshet.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freshet.index.IndexService;
import io.freshet.records.Block;
import io.freshet.records.ExtractedDocument;
import io.freshet.service.Meters;
import io.freshet.service.http.HttpServer;
import io.freshet.store.Chunk;
import io.freshet.store.Head;
import io.freshet.store.IndexScan.StoredChunk;
import io.freshet.store.Outcome;
import io.freshet.store.Write;
import io.freshet.testkit.Blocks;
import io.freshet.testkit.Chunks;
import io.freshet.testkit.Extracted;
import io.freshet.testkit.Heads;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Audits of a real store against a real broker, ordered over HTTP, while documents are edited and rows are harmed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class AuditOnABrokerTest {
    private static final String TENANT = "acme";
    private static final int DOCUMENTS = 12;
    private static final List<String> SENTENCES = List.of(
            "Cats sleep most of the day on warm roofs.",
            "Dogs guard houses and bark at the postman.",
            "Fish swim in cold rivers far from towns.",
            "Birds sing early in spring before dawn breaks.");

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final Random random = new Random(11);
    private long offset = 1;

    @SuppressWarnings("NullAway.Init") // by start
    private IndexOnABroker index;

    @SuppressWarnings("NullAway.Init") // by start
    private HttpServer server;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        index = new IndexOnABroker(directory);
        server = new HttpServer(
                IndexService.class, index.config().http(), List.of(), Meters.create(), index.service()::addRoutes);
        server.start();
        for (int i = 0; i < DOCUMENTS; i++) {
            index.publish(
                    text("doc-" + i, "Document number " + i + " begins with this sentence here.", SENTENCES.get(0)));
        }
        await().atMost(Duration.ofMinutes(2))
                .until(() -> index.visible("doc-" + (DOCUMENTS - 1)).size() == 2
                        && IntStream.range(0, DOCUMENTS).allMatch(this::isThere));
    }

    @AfterAll
    void close() throws Exception {
        server.close();
        index.close();
    }

    private boolean isThere(int document) {
        try {
            return index.visible("doc-" + document).size() == 2;
        } catch (Exception unavailable) {
            return false;
        }
    }

    @Test
    void harmIsFoundLeftAloneRepairedAndGone() throws Exception {
        Map<String, List<String>> right = shown();
        assertThat(audit("{}").path("state").asText()).isEqualTo("CLEAN");

        harm();
        JsonNode found = audit("{}");

        assertThat(found.path("state").asText()).isEqualTo("DRIFT");
        assertThat(counts(found.path("drift")))
                .isEqualTo(Map.of("missing", 3, "altered", 2, "extra", 3, "stale", 1, "wrong_tenant", 1));
        assertThat(found.path("examples")).hasSize(10).allSatisfy(example -> assertThat(example.fieldNames())
                .toIterable()
                .isSubsetOf("kind", "tenant", "documentId", "chunkId"));
        assertThat(counts(audit("{\"repair\": false}").path("drift"))).isEqualTo(counts(found.path("drift")));

        JsonNode repaired = audit("{\"repair\": true}");

        assertThat(repaired.path("state").asText()).isEqualTo("REPAIRED");
        assertThat(audit("{}").path("state").asText()).isEqualTo("CLEAN");
        assertThat(shown()).isEqualTo(right);
        assertThat(index.store().scan().chunks("beta", "", 10).rows()).isEmpty();
    }

    @Test
    void whatIsEditedMeanwhileIsNotDrift() throws Exception {
        for (int audits = 0; audits < 6; audits++) {
            String id = begun("{\"repair\": true}").path("id").asText();
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(40))
                    .until(() -> {
                        index.publish(text("live-" + random.nextInt(4), someSentences()));
                        return !get("/v1/audits/" + id).path("state").asText().equals("RUNNING");
                    });

            JsonNode report = get("/v1/audits/" + id);
            assertThat(report.path("problem").isMissingNode())
                    .as(report.toString())
                    .isTrue();
            assertThat(report.path("drift")).as(report.toString()).isEmpty();
        }
        assertThat(get("/v1/audits").path("audits")).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void whatDoesNotExistIsSaidSo() throws Exception {
        assertThat(get("/v1/audits/none").path("code").asText()).isEqualTo("UNKNOWN_AUDIT");
        assertThat(post("{\"generation\": 99}").path("code").asText()).isEqualTo("UNKNOWN_GENERATION");
        assertThat(post("{\"typo\": 1}").path("code").asText()).isEqualTo("BAD_JSON");
    }

    /** Ten rows that differ, each of a document of its own. */
    private void harm() throws Exception {
        StoredChunk lost = firstOf("doc-0");
        StoredChunk text = firstOf("doc-1");
        StoredChunk vector = firstOf("doc-2");
        StoredChunk stolen = firstOf("doc-3");
        StoredChunk moved = firstOf("doc-4");
        float[] other = vector.vector().clone();
        other[0] += 0.01f;
        Head head = index.head("doc-5").orElseThrow();
        List<Write> writes = List.of(
                new Write.DeleteChunk(TENANT, "doc-0", lost.chunk().id()),
                new Write.PutChunk(TENANT, with(text.chunk(), "doc-1", "Something else."), text.vector()),
                new Write.PutChunk(TENANT, vector.chunk(), other),
                new Write.PutChunk(TENANT, with(stolen.chunk(), "thief", "The same id."), stolen.vector()),
                new Write.PutChunk("beta", moved.chunk(), moved.vector()),
                new Write.PutHead(TENANT, older(head)),
                new Write.DeleteHead(TENANT, "doc-6"),
                new Write.PutHead(TENANT, Heads.head("ghost").build()),
                Chunks.chunk("doc-7").id(new UUID(4, 4)).put(TENANT, vector.vector()));
        assertThat(index.store().apply(writes)).allMatch(outcome -> outcome instanceof Outcome.Accepted);
    }

    private StoredChunk firstOf(String documentId) throws Exception {
        UUID id = index.store().chunks(TENANT, documentId, "", 1).get(0).id();
        return Objects.requireNonNull(
                index.store().scan().chunks(TENANT, List.of(id)).get(id));
    }

    private static Chunk with(Chunk of, String documentId, String text) {
        return new Chunk(
                of.id(),
                documentId,
                text,
                of.headingPath(),
                of.page(),
                of.order(),
                of.parent(),
                of.metadata(),
                of.since());
    }

    private static Head older(Head head) {
        return new Head(
                head.documentId(),
                head.sequence() - 1,
                head.version(),
                head.origin(),
                head.metadata(),
                head.chunkCount(),
                head.removed(),
                head.deleted(),
                head.failure(),
                head.indexedAt());
    }

    private Map<String, List<String>> shown() throws Exception {
        Map<String, List<String>> shown = new TreeMap<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            shown.put("doc-" + i, index.visible("doc-" + i));
        }
        return shown;
    }

    private String[] someSentences() {
        return IntStream.range(0, SENTENCES.size())
                .filter(i -> random.nextBoolean())
                .mapToObj(SENTENCES::get)
                .toArray(String[]::new);
    }

    private ExtractedDocument text(String id, String... paragraphs) {
        Block[] blocks = new Block[paragraphs.length];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = Blocks.paragraph(paragraphs[i]);
        }
        return Extracted.text(id, blocks).offset(offset++).build();
    }

    private JsonNode audit(String order) throws Exception {
        String id = begun(order).path("id").asText();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !get("/v1/audits/" + id).path("state").asText().equals("RUNNING"));
        return get("/v1/audits/" + id);
    }

    private JsonNode begun(String order) throws Exception {
        JsonNode begun = post(order);
        assertThat(begun.has("id")).as(begun.toString()).isTrue();
        return begun;
    }

    private JsonNode post(String order) throws Exception {
        return send(HttpRequest.newBuilder(at("/v1/audits"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(order)));
    }

    private JsonNode get(String path) throws Exception {
        return send(HttpRequest.newBuilder(at(path)));
    }

    private JsonNode send(HttpRequest.Builder request) throws Exception {
        return json.readTree(
                http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static Map<String, Integer> counts(JsonNode drift) {
        Map<String, Integer> counts = new TreeMap<>();
        drift.properties()
                .forEach(field -> counts.put(field.getKey(), field.getValue().asInt()));
        return counts;
    }
}
