package io.freshet.index.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freshet.index.generation.Generations;
import io.freshet.index.generation.RefusedException;
import io.freshet.index.generation.RefusedException.Reason;
import io.freshet.service.http.Json;
import io.freshet.service.http.Problem;
import io.freshet.store.StoreUnavailableException;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes that order, show, compare and change generations. */
public final class GenerationRoutes {
    private static final Logger log = LoggerFactory.getLogger(GenerationRoutes.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Supplier<@Nullable Generations> generations;
    private final ObjectMapper mapper = Json.mapper();

    /** @param generations null while the service starts, and in a process without an index */
    public GenerationRoutes(Supplier<@Nullable Generations> generations) {
        this.generations = generations;
    }

    /** Adds the routes to a server. */
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/v1/generations", this::list);
        routes.post("/v1/generations", this::order);
        routes.get("/v1/generations/{number}", this::show);
        routes.delete("/v1/generations/{number}", this::drop);
        routes.get("/v1/generations/{number}/comparison", this::compare);
        routes.post("/v1/generations/{number}/serve", this::serve);
    }

    private void list(Context request) {
        request.json(GenerationShapes.All.of(answer(Generations::all)));
    }

    private void show(Context request) {
        int number = number(request);
        request.json(GenerationShapes.One.of(answer(generations -> generations.one(number))));
    }

    private void order(Context request) throws JsonProcessingException {
        GenerationShapes.Order order = mapper.readValue(request.body(), GenerationShapes.Order.class);
        if (order == null || order.kind() == null) {
            throw new Problem(400, "BAD_REQUEST", "kind is required: rebuild or migrate");
        }
        Work<io.freshet.index.generation.Standing> work =
                switch (order.kind()) {
                    case "rebuild" -> Generations::rebuild;
                    case "migrate" -> Generations::migrate;
                    default -> throw new Problem(400, "BAD_REQUEST", "kind must be rebuild or migrate");
                };
        request.status(202).json(GenerationShapes.One.of(answer(work)));
    }

    private void compare(Context request) {
        int number = number(request);
        request.json(answer(generations -> generations.comparison(number)));
    }

    private void serve(Context request) {
        int number = number(request);
        boolean force = "true".equals(request.queryParam("force"));
        request.json(GenerationShapes.One.of(answer(generations -> generations.serve(number, force))));
    }

    private void drop(Context request) {
        int number = number(request);
        answer(generations -> {
            generations.drop(number);
            return true;
        });
        request.status(204);
    }

    private static int number(Context request) {
        try {
            return Integer.parseInt(request.pathParam("number"));
        } catch (NumberFormatException notANumber) {
            throw new Problem(404, Reason.UNKNOWN_GENERATION.name(), "a generation is named by its number");
        }
    }

    /** Something asked of the generations. */
    @FunctionalInterface
    private interface Work<T> {
        T ask(Generations generations) throws StoreUnavailableException, RefusedException, InterruptedException;
    }

    private <T> T answer(Work<T> work) {
        Generations ready = generations.get();
        if (ready == null) {
            throw Problem.later("NOT_HERE", "this process does not write the index, or is only starting", SOON);
        }
        try {
            return work.ask(ready);
        } catch (RefusedException refused) {
            throw new Problem(
                    refused.reason() == Reason.UNKNOWN_GENERATION ? 404 : 409,
                    refused.reason().name(),
                    String.valueOf(refused.getMessage()));
        } catch (StoreUnavailableException unavailable) {
            log.atWarn().setCause(unavailable).log("the store did not answer");
            throw Problem.later("STORE_UNAVAILABLE", String.valueOf(unavailable.getMessage()), SOON);
        } catch (KafkaException unavailable) {
            log.atWarn().setCause(unavailable).log("the broker did not answer");
            throw Problem.later("BROKER_UNAVAILABLE", "the broker does not answer for now", SOON);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw Problem.later("NOT_HERE", "this process is ending", SOON);
        }
    }
}
