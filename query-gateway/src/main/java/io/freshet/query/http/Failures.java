package io.freshet.query.http;

import io.freshet.embedding.EmbeddingException;
import io.freshet.query.http.Shapes.PendingShape;
import io.freshet.query.retrieve.ConsistencyException;
import io.freshet.service.http.Problem;
import io.freshet.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What retrieval's exceptions mean to a caller. */
final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private Failures() {}

    /** Work whose exceptions become problems. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws ConsistencyException, EmbeddingException, StoreUnavailableException;
    }

    static <T> T translate(Work<T> work) {
        try {
            return work.run();
        } catch (ConsistencyException e) {
            throw problem(e);
        } catch (EmbeddingException e) {
            throw problem(e);
        } catch (StoreUnavailableException e) {
            log.atWarn().setCause(e).addKeyValue("code", "STORE_UNAVAILABLE").log("the store did not answer");
            throw Problem.later("STORE_UNAVAILABLE", "the index cannot be read for now", SOON);
        }
    }

    private static Problem problem(ConsistencyException e) {
        return switch (e.kind()) {
            case BAD_TOKEN -> new Problem(400, "BAD_TOKEN", message(e));
            case TOO_MANY_WAITING -> Problem.later("OVERLOADED", message(e), SOON);
            case NOT_YET_VISIBLE -> new Problem(504, "NOT_YET_VISIBLE", message(e), Map.of("pending", pending(e)));
        };
    }

    private static Problem problem(EmbeddingException e) {
        return switch (e.kind()) {
            case INVALID -> new Problem(400, "BAD_REQUEST", "query cannot be embedded");
            case OVERLOADED -> Problem.later("OVERLOADED", "the embedding model cannot keep up", SOON);
            case UNAVAILABLE -> {
                log.atWarn()
                        .setCause(e)
                        .addKeyValue("code", "EMBEDDER_UNAVAILABLE")
                        .log("the query was not embedded");
                yield Problem.later(
                        "EMBEDDER_UNAVAILABLE",
                        "the embedding model is out of reach; keyword mode works without",
                        SOON);
            }
        };
    }

    private static List<PendingShape> pending(ConsistencyException e) {
        return e.pending().stream()
                .map(pending -> new PendingShape(pending.token().toString(), pending.knownOffset()))
                .toList();
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
