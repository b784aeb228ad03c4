package io.freshet.index.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freshet.index.IndexConfig;
import io.freshet.index.IndexService;
import io.freshet.index.Maker;
import io.freshet.index.generation.Generations;
import io.freshet.index.generation.Lags.StageLag;
import io.freshet.index.generation.Recipe;
import io.freshet.index.generation.Recipes;
import io.freshet.service.Meters;
import io.freshet.service.config.ConfigReader;
import io.freshet.service.http.HttpServer;
import io.freshet.store.GenerationOrder;
import io.freshet.store.IndexIdentity;
import io.freshet.store.Outcome;
import io.freshet.store.Write;
import io.freshet.store.lucene.LuceneStore;
import io.freshet.testkit.HashEmbedder;
import io.freshet.testkit.Heads;
import io.freshet.testkit.Metadatas;
import io.freshet.testkit.WordTokenCounter;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes over a real store; every answer is held against the contract. */
final class GenerationRoutesTest {
    private static final Recipe NOW = new Recipe(new IndexIdentity("small", 2), "cut-1");
    private static final Recipe NEXT = new Recipe(new IndexIdentity("large", 3), "cut-2");
    private static final String ALL = "/v1/generations";
    private static final String ONE = "/v1/generations/{number}";

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // by setUp
    private LuceneStore store;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    private @Nullable Generations generations;

    @BeforeEach
    void setUp() throws Exception {
        store = LuceneStore.open(directory);
        store.create(GenerationOrder.first(NOW.identity(), NOW.chunking()));
        generations = generations(new Recipes(NOW, NEXT));
        server = new HttpServer(
                IndexService.class,
                config().http(),
                List.of(),
                Meters.create(),
                new GenerationRoutes(() -> generations)::addTo);
        server.start();
    }

    private Generations generations(Recipes recipes) {
        return new Generations(
                store,
                recipes,
                generation -> List.of(new StageLag("embedded", 10, 0), new StageLag("searchable", 40, 30)),
                () -> 1,
                generation -> Optional.empty(),
                (identity, text) ->
                        Optional.of(identity.dimensions() == 2 ? new float[] {1, 0} : new float[] {1, 0, 0}));
    }

    @AfterEach
    void tearDown() throws Exception {
        server.close();
        store.close();
    }

    @Test
    void everyRouteIsInTheContractAndTheOtherWayRound() throws Exception {
        Set<String> served = new TreeSet<>(Set.of("GET /livez", "GET /readyz", "GET /metrics", "GET /openapi.yaml"));
        IndexConfig config = config();
        try (IndexService service = new IndexService(
                config,
                Maker.of(new HashEmbedder(2), new WordTokenCounter(), config.chunking()),
                null,
                store,
                Meters.create())) {
            Javalin.create(javalin -> service.addRoutes(javalin.routes))
                    .unsafe
                    .internalRouter
                    .allHttpHandlers()
                    .forEach(route -> served.add(route.endpoint.method.name() + " " + route.endpoint.path));
        }

        assertThat(served).isEqualTo(Contract.read().operations());
    }

    @Test
    void theServingOneIsShownWithItsProgress() throws Exception {
        JsonNode one = json(call("GET", ALL, ALL, "")).path("generations").path(0);

        assertThat(one.path("state").asText()).isEqualTo("serving");
        assertThat(one.path("percent").asInt()).isEqualTo(25);
        assertThat(one.path("model").asText()).isEqualTo("small");
        assertThat(json(call("GET", ONE, ALL + "/1", ""))).isEqualTo(one);
    }

    @Test
    void aRebuildIsOrderedOnceServedWhenReadyAndTheOldOneDropped() throws Exception {
        JsonNode ordered = order("rebuild");
        assertThat(ordered.path("number").asInt()).isEqualTo(2);
        assertThat(ordered.path("lineage").asInt()).isEqualTo(1);
        assertThat(order("rebuild").path("number").asInt()).isEqualTo(2);
        assertCode(call("POST", ONE + "/serve", ALL + "/2/serve", ""), 409, "NOT_READY");
        store.writer(2).recordAsOf(Heads.NOON.plusSeconds(1_000_000_000));

        assertThat(json(call("GET", ONE, ALL + "/2", "")).path("state").asText())
                .isEqualTo("ready");
        assertThat(json(call("POST", ONE + "/serve", ALL + "/2/serve", ""))
                        .path("state")
                        .asText())
                .isEqualTo("serving");
        assertCode(call("DELETE", ONE, ALL + "/2", ""), 409, "SERVING");
        assertThat(call("DELETE", ONE, ALL + "/1", "").statusCode()).isEqualTo(204);
        assertThat(call("DELETE", ONE, ALL + "/1", "").statusCode()).isEqualTo(204);
        assertCode(call("GET", ONE, ALL + "/1", ""), 404, "UNKNOWN_GENERATION");
    }

    @Test
    void aMigrationIsALineageOfItsOwnAndNeedsTheOneBefore() throws Exception {
        JsonNode ordered = order("migrate");

        assertThat(ordered.path("lineage").asInt()).isEqualTo(2);
        assertThat(ordered.path("model").asText()).isEqualTo("large");
        assertThat(order("migrate")).isEqualTo(ordered);
        assertThat(json(call("POST", ONE + "/serve", ALL + "/2/serve?force=true", ""))
                        .path("state")
                        .asText())
                .isEqualTo("serving");
        assertCode(call("DELETE", ONE, ALL + "/1", ""), 409, "NEEDED");
        assertCode(call("POST", ALL, ALL, "{\"kind\":\"migrate\"}"), 409, "NOTHING_TO_DO");
    }

    @Test
    void withoutANextRecipeThereIsNothingToMigrateTo() throws Exception {
        generations = generations(new Recipes(NOW, null));

        assertCode(call("POST", ALL, ALL, "{\"kind\":\"migrate\"}"), 409, "NOT_CONFIGURED");
    }

    @Test
    void whatCannotBeMadeHereSaysWhyAndIsDropped() throws Exception {
        order("migrate");
        generations = generations(new Recipes(NOW, null));

        assertThat(json(call("GET", ONE, ALL + "/1", "")).has("problem")).isFalse();
        assertThat(json(call("GET", ONE, ALL + "/2", "")).path("problem").asText())
                .contains("large", "freshet.next");
        assertThat(call("DELETE", ONE, ALL + "/2", "").statusCode()).isEqualTo(204);
    }

    @Test
    void differencesAreNamed() throws Exception {
        order("rebuild");
        head(1, Heads.head("same").metadata(Metadatas.metadata().title("A title")));
        head(2, Heads.head("same").metadata(Metadatas.metadata().title("A title")));
        head(1, Heads.head("behind").version(7).sequence(2));
        head(2, Heads.head("behind").version(6).sequence(1));
        head(1, Heads.head("missing"));
        head(2, Heads.head("forgotten").deleted());

        JsonNode comparison = json(call("GET", ONE + "/comparison", ALL + "/2/comparison", ""));

        assertThat(comparison.path("differing").asInt()).isEqualTo(2);
        assertThat(comparison.path("differences").path(0).toString()).contains("behind", "version", "sequence");
        assertThat(comparison.path("differences").path(1).toString()).contains("missing", "presence");
        assertThat(comparison
                        .path("tenants")
                        .path(0)
                        .path("generation")
                        .path("documents")
                        .asInt())
                .isEqualTo(2);
        assertThat(comparison.path("likeness").path("queries").asInt()).isEqualTo(1);
    }

    @Test
    void nonsenseIsRefused() throws Exception {
        assertCode(call("POST", ALL, ALL, "{\"kind\":\"rewrite\"}"), 400, "BAD_REQUEST");
        assertCode(call("POST", ALL, ALL, "{}"), 400, "BAD_REQUEST");
        assertCode(call("POST", ALL, ALL, "{\"kind\":"), 400, "BAD_JSON");
        assertCode(call("GET", ONE, ALL + "/x", ""), 404, "UNKNOWN_GENERATION");
        assertCode(call("POST", ONE + "/serve", ALL + "/9/serve", ""), 404, "UNKNOWN_GENERATION");
    }

    @Test
    void aProcessWithoutAnIndexSaysSo() throws Exception {
        generations = null;

        assertCode(call("GET", ALL, ALL, ""), 503, "NOT_HERE");
    }

    private void head(int number, Heads head) {
        List<Write> writes = List.of(head.put("acme"));
        assertThat(store.writer(number).apply(writes)).containsExactly(Outcome.ACCEPTED);
    }

    private JsonNode order(String kind) throws Exception {
        return json(call("POST", ALL, ALL, "{\"kind\":\"" + kind + "\"}"));
    }

    private HttpResponse<String> call(String method, String path, String address, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + address))
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        Contract.read().assertFulfilled(method, path, answer);
        return answer;
    }

    private static void assertCode(HttpResponse<String> answer, int status, String code) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).path("code").asText()).isEqualTo(code);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }

    private static IndexConfig config() throws Exception {
        Map<String, String> keys = Map.of(
                "freshet.kafka.bootstrap-servers", "127.0.0.1:9",
                "freshet.registry.urls", "http://127.0.0.1:9",
                "freshet.http.port", "0");
        return ConfigReader.read(IndexConfig.class, keys, Map.of(), Map.of()).value();
    }
}
