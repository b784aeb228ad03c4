package io.freshet.index.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freshet.index.audit.AuditOrder;
import io.freshet.index.audit.AuditRefusedException;
import io.freshet.index.audit.AuditRefusedException.Reason;
import io.freshet.index.audit.AuditReport;
import io.freshet.index.audit.Audits;
import io.freshet.service.http.Json;
import io.freshet.service.http.Problem;
import io.freshet.store.StoreUnavailableException;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The routes that begin and show audits. */
public final class AuditRoutes {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Supplier<@Nullable Audits> audits;
    private final ObjectMapper mapper = Json.mapper();

    /** @param audits null while the service starts, and in a process without an index */
    public AuditRoutes(Supplier<@Nullable Audits> audits) {
        this.audits = audits;
    }

    /** What is asked for; what is left out has its usual value. */
    record Order(
            @Nullable Integer generation,
            @Nullable Boolean repair,
            @Nullable Boolean force,
            @Nullable Set<Integer> partitions) {

        AuditOrder order() {
            return new AuditOrder(generation, Boolean.TRUE.equals(repair), Boolean.TRUE.equals(force), partitions);
        }
    }

    record All(List<AuditReport> audits) {}

    /** Adds the routes to a server. */
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/v1/audits", this::list);
        routes.post("/v1/audits", this::begin);
        routes.get("/v1/audits/{id}", this::show);
    }

    private void list(Context request) {
        request.json(new All(here().all()));
    }

    private void show(Context request) {
        request.json(here().find(request.pathParam("id"))
                .orElseThrow(() -> new Problem(404, "UNKNOWN_AUDIT", "no audit of this id is remembered")));
    }

    private void begin(Context request) throws JsonProcessingException {
        Order order = request.body().isBlank() ? null : mapper.readValue(request.body(), Order.class);
        try {
            AuditReport report = here().begin((order == null ? new Order(null, null, null, null) : order).order());
            request.status(202).header("Location", "/v1/audits/" + report.id()).json(report);
        } catch (AuditRefusedException refused) {
            throw new Problem(
                    refused.reason() == Reason.UNKNOWN_GENERATION ? 404 : 409,
                    refused.reason().name(),
                    String.valueOf(refused.getMessage()));
        } catch (StoreUnavailableException unavailable) {
            throw Problem.later("STORE_UNAVAILABLE", String.valueOf(unavailable.getMessage()), SOON);
        }
    }

    private Audits here() {
        Audits ready = audits.get();
        if (ready == null) {
            throw Problem.later("NOT_HERE", "this process does not write the index, or is only starting", SOON);
        }
        return ready;
    }
}
