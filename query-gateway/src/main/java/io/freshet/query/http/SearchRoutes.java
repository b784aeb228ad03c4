package io.freshet.query.http;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freshet.query.retrieve.Answer;
import io.freshet.query.retrieve.Freshness;
import io.freshet.query.retrieve.Retriever;
import io.freshet.query.retrieve.Viewer;
import io.freshet.query.retrieve.Waiter;
import io.freshet.service.http.Caller;
import io.freshet.service.http.Problem;
import io.freshet.store.ChunkSearch;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Set;

/** Searches, and how current they are. */
public final class SearchRoutes {
    private static final ObjectReader BODY = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final Retriever retriever;
    private final ChunkSearch store;
    private final Waiter waiter;
    private final SearchMeters meters;

    public SearchRoutes(Retriever retriever, ChunkSearch store, Waiter waiter, MeterRegistry meters) {
        this.retriever = retriever;
        this.store = store;
        this.waiter = waiter;
        this.meters = new SearchMeters(meters);
    }

    /** Adds the routes. */
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/v1/search", this::search);
        routes.get("/v1/search", this::searchByHand);
        routes.get("/v1/freshness", this::freshness);
    }

    static Viewer viewer(Context request) {
        Caller caller = Caller.of(request);
        return new Viewer(caller.tenant(), caller.principals());
    }

    private void search(Context request) throws IOException {
        new Parameters(request, Set.of());
        JsonNode body = body(request);
        answer(request, Failures.translate(() -> Question.read(body)));
    }

    private void searchByHand(Context request) {
        answer(request, Question.byHand(new Parameters(request, Set.of("q", "limit", "mode"))));
    }

    private void answer(Context request, Question question) {
        Viewer viewer = viewer(request);
        Answer answer = Failures.translate(() -> retriever.search(viewer, question.request()));
        meters.record(answer);
        request.json(Shapes.Search.of(answer, question));
    }

    private void freshness(Context request) {
        new Parameters(request, Set.of());
        viewer(request);
        request.json(Shapes.FreshnessShape.of(Failures.translate(() -> Freshness.of(store, waiter))));
    }

    private static JsonNode body(Context request) throws IOException {
        String type = request.contentType();
        if (type == null || !type.split(";", -1)[0].strip().equalsIgnoreCase("application/json")) {
            throw new Problem(415, "UNSUPPORTED_MEDIA_TYPE", "send JSON, with Content-Type: application/json");
        }
        JsonNode body = BODY.readTree(request.bodyAsBytes());
        if (body.isMissingNode()) {
            throw new Problem(400, "BAD_JSON", "the body is empty");
        }
        return body;
    }
}
