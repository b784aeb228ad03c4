package io.freshet.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freshet.ingest.deadletter.DeadLetterLog;
import io.freshet.ingest.deadletter.FiledLetter;
import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.ingest.replay.ReplayRefusedException;
import io.freshet.ingest.replay.Replayer;
import io.freshet.records.TraceContext;
import io.freshet.service.http.Caller;
import io.freshet.service.http.Json;
import io.freshet.service.http.Problem;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes that show dead letters and replay them. A caller sees the letters of its own tenant. */
public final class DeadLetterRoutes {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterRoutes.class);

    private final DeadLetterLog letters;
    private final Replayer replayer;
    private final ObjectMapper mapper = Json.mapper();

    public DeadLetterRoutes(DeadLetterLog letters, Replayer replayer) {
        this.letters = letters;
        this.replayer = replayer;
    }

    /** Adds the routes to a server. */
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/v1/dead-letters", this::list);
        routes.get("/v1/dead-letters/{id}", this::show);
        routes.post("/v1/dead-letters/replay", this::replaySeveral);
        routes.post("/v1/dead-letters/{id}/replay", this::replay);
    }

    private void list(Context request) {
        LetterQuery query = LetterQuery.of(request);
        try {
            request.json(DeadLetterView.of(letters.newest(Caller.of(request).tenant(), query.filter(), query.limit())));
        } catch (BrokerUnavailableException e) {
            throw StreamAway.notAnswered(e);
        }
    }

    private void show(Context request) {
        String tenant = Caller.of(request).tenant();
        try {
            FiledLetter found = letters.find(tenant, request.pathParam("id"))
                    .orElseThrow(() -> new Problem(404, "UNKNOWN_LETTER", "there is no dead letter of this id"));
            request.json(DeadLetterView.of(found));
        } catch (BrokerUnavailableException e) {
            throw StreamAway.notAnswered(e);
        }
    }

    private void replay(Context request) throws InterruptedException {
        String tenant = Caller.of(request).tenant();
        try {
            Replayer.Replayed replayed = replayer.replay(tenant, request.pathParam("id"), RequestTrace.of(request));
            told(replayed);
            request.status(202).json(replayed);
        } catch (ReplayRefusedException e) {
            throw new Problem(status(e.reason()), e.reason().name(), String.valueOf(e.getMessage()));
        } catch (BrokerUnavailableException e) {
            throw StreamAway.notConfirmed(e);
        }
    }

    private void replaySeveral(Context request) throws JsonProcessingException, InterruptedException {
        String tenant = Caller.of(request).tenant();
        ReplayOrder order = mapper.readValue(request.body(), ReplayOrder.class);
        try {
            List<FiledLetter> wanted =
                    letters.newest(tenant, order.filter(), order.most()).letters();
            request.status(202).json(new ReplayOrder.Report(replayAll(wanted, RequestTrace.of(request))));
        } catch (BrokerUnavailableException e) {
            throw StreamAway.notConfirmed(e);
        }
    }

    private List<ReplayOrder.Result> replayAll(List<FiledLetter> wanted, TraceContext trace)
            throws BrokerUnavailableException, InterruptedException {
        List<ReplayOrder.Result> results = new ArrayList<>();
        // Oldest first, as they were published.
        for (int i = wanted.size() - 1; i >= 0; i--) {
            FiledLetter filed = wanted.get(i);
            results.add(replayOne(filed, trace));
        }
        return results;
    }

    private ReplayOrder.Result replayOne(FiledLetter filed, TraceContext trace)
            throws BrokerUnavailableException, InterruptedException {
        String id = filed.letter().getId();
        @Nullable String documentId = filed.letter().getDocumentId();
        try {
            told(replayer.replay(filed, trace));
            return new ReplayOrder.Result(id, documentId, "REPLAYED", null);
        } catch (ReplayRefusedException e) {
            return new ReplayOrder.Result(id, documentId, e.reason().name(), e.getMessage());
        }
    }

    private static void told(Replayer.Replayed replayed) {
        log.atInfo()
                .addKeyValue("deadLetter", replayed.id())
                .addKeyValue("topic", replayed.topic())
                .addKeyValue("partition", replayed.partition())
                .addKeyValue("offset", replayed.offset())
                .log("replayed");
    }

    private static int status(ReplayRefusedException.Reason reason) {
        return switch (reason) {
            case UNKNOWN_LETTER -> 404;
            case NOT_REPLAYABLE, SUPERSEDED -> 409;
            case ORIGINAL_GONE -> 410;
        };
    }
}
