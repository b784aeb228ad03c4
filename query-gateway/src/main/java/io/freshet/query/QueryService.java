package io.freshet.query;

import io.freshet.query.http.DocumentRoutes;
import io.freshet.query.http.PageRoutes;
import io.freshet.query.http.SearchRoutes;
import io.freshet.query.retrieve.Documents;
import io.freshet.query.retrieve.QueryModels;
import io.freshet.query.retrieve.ReadYourWrites;
import io.freshet.query.retrieve.Retriever;
import io.freshet.query.retrieve.Waiter;
import io.freshet.service.FreshetService;
import io.freshet.service.health.Check;
import io.freshet.service.http.HttpServer;
import io.freshet.store.ChunkSearch;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The gateway, wired: everything that answers queries over one store, which stays its owner's. */
public final class QueryService implements FreshetService {
    private final SearchRoutes searches;
    private final DocumentRoutes documents;
    private final PageRoutes page = new PageRoutes();
    private final List<Check> checks;
    private final HttpServer server;

    public QueryService(GatewayConfig config, QueryModels models, ChunkSearch store, PrometheusMeterRegistry meters) {
        this(config, models, store, meters, List.of());
    }

    /** With checks of what its owner opened. */
    public QueryService(
            GatewayConfig config,
            QueryModels models,
            ChunkSearch store,
            PrometheusMeterRegistry meters,
            List<Check> others) {
        this(config, models, store, meters, others, Waiter.system());
    }

    QueryService(
            GatewayConfig config,
            QueryModels models,
            ChunkSearch store,
            PrometheusMeterRegistry meters,
            List<Check> others,
            Waiter waiter) {
        GatewayConfig.Query query = config.query();
        ReadYourWrites writes = new ReadYourWrites(waiter, query.consistencyPatience(), query.consistencyPlaces());
        Retriever retriever = new Retriever(store, models, writes, waiter, query.clockSkew());
        this.searches = new SearchRoutes(retriever, store, waiter, meters);
        this.documents = new DocumentRoutes(new Documents(store, writes));
        this.checks = Stream.concat(Stream.of(new Check("store", store::asOf)), others.stream())
                .toList();
        this.server = new HttpServer(QueryService.class, config.http(), checks, meters, this::addRoutes);
    }

    void addRoutes(JavalinDefaultRoutingApi routes) {
        searches.addTo(routes);
        documents.addTo(routes);
        page.addTo(routes);
    }

    /** What the gateway cannot do without. */
    public List<Check> checks() {
        return checks;
    }

    @Override
    public void start() throws IOException {
        server.start();
    }

    /** The port it listens on, once started. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
