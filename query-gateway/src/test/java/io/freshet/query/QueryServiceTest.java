package io.freshet.query;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.NOON;
import static io.freshet.testkit.Heads.head;
import static io.freshet.testkit.Metadatas.metadata;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.testkit.Chunks;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryServiceTest {
    private static final String DOCUMENT = "/v1/documents/{documentId}";
    private static final String CHUNKS = "/v1/documents/{documentId}/chunks";

    private final MemoryIndex index = new MemoryIndex();
    private final ManualTime time = new ManualTime();
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway(index, time);
        index.asOf(NOON.minusMillis(1_500));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Nested
    class Searching {
        @BeforeEach
        void document() {
            index.put(guide().text("The river rises in spring.")
                    .headings("Floods", "Snow")
                    .page(3));
            index.put(head("a/b c")
                    .metadata(metadata().title("Guide").uri("http://x/g").source("wiki")));
        }

        @Test
        void findsAPassageAndSaysHowCurrentItIs() throws Exception {
            JsonNode answer = ok(gateway.search("{\"query\":\"river\",\"explain\":true}"));

            JsonNode hit = answer.at("/hits/0");
            assertThat(hit.path("documentId").asText()).isEqualTo("a/b c");
            assertThat(hit.path("title").asText()).isEqualTo("Guide");
            assertThat(hit.path("headingPath").toString()).isEqualTo("[\"Floods\",\"Snow\"]");
            assertThat(hit.path("page").asInt()).isEqualTo(3);
            assertThat(hit.path("highlights").toString()).isEqualTo("[{\"start\":4,\"end\":9}]");
            assertThat(hit.at("/scores/vector").isNumber()).isTrue();
            assertThat(answer.at("/freshness/ageSeconds").asDouble()).isEqualTo(1.5);
            assertThat(answer.at("/explain/fusion").asText()).isEqualTo("relative");
        }

        @Test
        void worksFromTheAddressBar() throws Exception {
            JsonNode answer = ok(gateway.get("/v1/search", "/v1/search?q=river+rises&limit=3&mode=keyword"));

            assertThat(answer.path("hits")).hasSize(1);
            assertThat(answer.at("/hits/0/scores").has("vector")).isFalse();
        }

        @Test
        void isNarrowedByAFilter() throws Exception {
            String notThisOne = "{\"query\":\"river\",\"filter\":{\"not\":{\"documentIds\":\"a/b c\"}}}";

            assertThat(ok(gateway.search(notThisOne)).path("hits")).isEmpty();
        }

        @Test
        void showsNothingToThoseWhoMayNotRead() throws Exception {
            index.put(guide().text("river secret").metadata(metadata().readers("anna")));
            index.put(head("a/b c").metadata(metadata().readers("anna")));

            assertThat(ok(gateway.search("{\"query\":\"secret\"}")).path("hits"))
                    .isEmpty();
            assertThat(ok(gateway.search("{\"query\":\"secret\"}", "Freshet-Principals", "staff, anna"))
                            .path("hits"))
                    .hasSize(1);
            assertThat(ok(gateway.search("{\"query\":\"secret\"}", "Freshet-Tenant", "other"))
                            .path("hits"))
                    .isEmpty();
        }

        @Test
        void waitsForTheCallersOwnWrite() throws Exception {
            time.at(Duration.ofSeconds(1), () -> index.put(head("new").origin(1, 5))
                    .put(chunk("new").text("brook")));

            JsonNode answer = ok(gateway.search("{\"query\":\"brook\",\"consistentWith\":[\"1:5/new\"]}"));

            assertThat(answer.at("/hits/0/documentId").asText()).isEqualTo("new");
        }

        @Test
        void tellsWhatIsKnownWhenTheWriteDoesNotArrive() throws Exception {
            index.put(head("new").origin(1, 4));

            HttpResponse<String> answer = gateway.search("{\"query\":\"brook\",\"consistentWith\":\"1:5/new\"}");

            JsonNode problem = problem(answer, 504, "NOT_YET_VISIBLE");
            assertThat(problem.path("pending").toString()).isEqualTo("[{\"token\":\"1:5/new\",\"knownOffset\":4}]");
        }

        @Test
        void ofNothingIsCountedAsEmpty() throws Exception {
            gateway.search("{\"query\":\"desert\"}");

            assertThat(gateway.get("/metrics", "/metrics").body())
                    .contains("freshet_empty_answers_total 1.0")
                    .contains("freshet_search_seconds_bucket{stage=\"total\"");
        }
    }

    @Nested
    class Refusing {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        {'query':'a','qury':1}                                | BAD_REQUEST | qury is not a field of this request
                        {'query':'a','filter':{'tags':['x',7]}}               | BAD_REQUEST | filter.tags[1] must be a string
                        {'query':'a','filter':{'not':{'source':{}}}}          | BAD_REQUEST | filter.not.source must be a string or a list of strings
                        {'query':'a','filter':{'attributes':{'x':true}}}      | BAD_REQUEST | filter.attributes.x must be a string
                        {'query':'a','filter':{'modifiedAfter':'yesterday'}}  | BAD_REQUEST | filter.modifiedAfter must be a date and time such as 2026-03-20T14:00:00Z
                        {'query':'a','limit':101}                             | BAD_REQUEST | limit must be from 1 to 100
                        {'query':'a','mode':'best'}                           | BAD_REQUEST | mode must be one of hybrid, keyword, vector
                        {'query':null}                                        | BAD_REQUEST | query must not be null; leave it out instead
                        {'query':'a','consistentWith':'7'}                    | BAD_TOKEN   | a token has the form partition:offset/documentId
                        """)
        void namesWhatIsWrong(String single, String code, String detail) throws Exception {
            HttpResponse<String> answer = gateway.search(single.replace('\'', '"'));

            assertThat(problem(answer, 400, code).path("detail").asText()).isEqualTo(detail);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{", "{\"query\":\"a\"} x", "{\"query\":\"a\",\"query\":\"b\"}"})
        void whatIsNotJson(String body) throws Exception {
            problem(gateway.search(body), 400, "BAD_JSON");
        }

        @Test
        void deeplyNestedJson() throws Exception {
            problem(gateway.search("[".repeat(100_000)), 400, "BAD_JSON");
        }

        @ParameterizedTest
        @ValueSource(strings = {"?q=", "", "?q=a&limit=0", "?q=a&limit=x", "?q=a&q=b", "?q=a&alpha=1", "?q=a&mode=x"})
        void malformedAddresses(String parameters) throws Exception {
            problem(gateway.get("/v1/search", "/v1/search" + parameters), 400, "BAD_REQUEST");
        }

        @Test
        void addressesMethodsAndTypesItDoesNotKnow() throws Exception {
            problem(gateway.send(gateway.request("/v1/nothing")), 404, "NOT_FOUND");
            problem(gateway.get("/web/{file}", "/web/..%2Fopenapi.yaml"), 404, "NOT_FOUND");
            problem(gateway.send(gateway.request("/v1/search").DELETE()), 405, "METHOD_NOT_ALLOWED");
            problem(
                    gateway.send(gateway.request("/v1/search").POST(BodyPublishers.ofString("query=a"))),
                    415,
                    "UNSUPPORTED_MEDIA_TYPE");
        }

        @Test
        void whileTheStoreIsDown() throws Exception {
            index.breakDown();

            HttpResponse<String> answer = gateway.search("{\"query\":\"a\"}");

            problem(answer, 503, "STORE_UNAVAILABLE");
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        }

        @ParameterizedTest
        @CsvSource({"UNAVAILABLE,503,EMBEDDER_UNAVAILABLE", "OVERLOADED,503,OVERLOADED", "INVALID,400,BAD_REQUEST"})
        void whileTheModelDoesNotAnswer(Kind kind, int status, String code) throws Exception {
            gateway.embedder.failingAtCall(1, kind);

            problem(gateway.search("{\"query\":\"a\"}"), status, code);
        }
    }

    @Nested
    class Documents {
        @Test
        void standAsTheirHeadSays() throws Exception {
            index.put(head("a/b c").sequence(4).version(17).failure("ENCRYPTED", "a password is needed"));

            JsonNode document = ok(gateway.get(DOCUMENT, "/v1/documents/" + encoded("a/b c")));

            assertThat(document.path("documentId").asText()).isEqualTo("a/b c");
            assertThat(document.path("sequence").asInt()).isEqualTo(4);
            assertThat(document.path("version").asInt()).isEqualTo(17);
            assertThat(document.path("indexedAt").asText()).isEqualTo(NOON.toString());
            assertThat(document.at("/failure/code").asText()).isEqualTo("ENCRYPTED");
        }

        @Test
        void canBeWaitedForWithOrWithoutTheirNameInTheToken() throws Exception {
            index.put(head("doc").origin(1, 4));
            time.at(
                    Duration.ofSeconds(1),
                    () -> index.put(head("doc").origin(1, 5).sequence(2)));

            JsonNode document = ok(gateway.get(DOCUMENT, "/v1/documents/doc?consistentWith=1:5"));

            assertThat(document.path("sequence").asInt()).isEqualTo(2);
            ok(gateway.get(DOCUMENT, "/v1/documents/doc?consistentWith=1:5%2Fdoc"));
            problem(gateway.get(DOCUMENT, "/v1/documents/doc?consistentWith=1:5%2Fcat"), 400, "BAD_TOKEN");
            problem(gateway.get(DOCUMENT, "/v1/documents/doc?consistentWith=2:5"), 400, "BAD_TOKEN");
            problem(gateway.get(DOCUMENT, "/v1/documents/doc?consistentWith=1:6"), 504, "NOT_YET_VISIBLE");
        }

        @Test
        void thatAreGoneForbiddenOrUnknown() throws Exception {
            index.put(head("gone").deleted());
            index.put(head("secret").metadata(metadata().readers("anna")));

            problem(gateway.get(DOCUMENT, "/v1/documents/gone"), 404, "DOCUMENT_DELETED");
            problem(gateway.get(CHUNKS, "/v1/documents/gone/chunks"), 404, "DOCUMENT_DELETED");
            String forbidden = gateway.get(DOCUMENT, "/v1/documents/secret").body();
            assertThat(forbidden)
                    .isEqualTo(gateway.get(DOCUMENT, "/v1/documents/unknown").body());
            problem(gateway.get(CHUNKS, "/v1/documents/secret/chunks"), 404, "DOCUMENT_UNKNOWN");
            ok(gateway.get(DOCUMENT, "/v1/documents/secret", "Freshet-Principals", "anna"));
        }

        @Test
        void areReadChunkByChunk() throws Exception {
            index.put(chunk("doc").id(2).order("b").text("second").page(2));
            index.put(chunk("doc").id(1).order("a").text("first").headings("Top"));
            index.put(head("doc").chunkCount(2));

            JsonNode first = ok(gateway.get(CHUNKS, "/v1/documents/doc/chunks?limit=1"));
            JsonNode second = ok(gateway.get(
                    CHUNKS,
                    "/v1/documents/doc/chunks?limit=1&after="
                            + first.path("next").asText()));

            assertThat(first.at("/chunks/0/text").asText()).isEqualTo("first");
            assertThat(second.at("/chunks/0/text").asText()).isEqualTo("second");
            assertThat(second.has("next")).isFalse();
        }
    }

    @Test
    void freshnessIsEmptyWhileItIsNotKnown() throws Exception {
        assertThat(ok(gateway.get("/v1/freshness", "/v1/freshness"))
                        .path("asOf")
                        .asText())
                .isEqualTo(NOON.minusMillis(1_500).toString());

        try (Gateway fresh = new Gateway(new MemoryIndex(), time)) {
            assertThat(ok(fresh.get("/v1/freshness", "/v1/freshness"))).isEmpty();
        }
    }

    @Test
    void thePageLoadsNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = gateway.get("/", "/");

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
        for (String file : new String[] {"page.css", "page.js", "icon.svg"}) {
            assertThat(page.body()).contains("web/" + file);
            assertThat(gateway.get("/web/{file}", "/web/" + file).statusCode()).isEqualTo(200);
        }
        assertThat(page.body()).doesNotContain("://", "style=", "onclick");
    }

    private static Chunks guide() {
        return chunk("a/b c").id(1);
    }

    private static String encoded(String documentId) {
        return URLEncoder.encode(documentId, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static JsonNode ok(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String code) throws Exception {
        JsonNode problem = new ObjectMapper().readTree(answer.body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(problem.path("code").asText()).isEqualTo(code);
        return problem;
    }
}
