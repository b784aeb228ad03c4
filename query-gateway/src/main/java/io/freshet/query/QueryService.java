package io.freshet.query;

import io.freshet.embedding.Embedder;
import io.freshet.query.http.DocumentRoutes;
import io.freshet.query.http.PageRoutes;
import io.freshet.query.http.SearchRoutes;
import io.freshet.query.retrieve.Documents;
import io.freshet.query.retrieve.QueryVectors;
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

/** The gateway, wired: everything that answers queries over one store and one embedder, which stay their owner's. */
public final class QueryService implements FreshetService {
    private final SearchRoutes searches;
    private final DocumentRoutes documents;
    private final PageRoutes page = new PageRoutes();
    private final List<Check> checks;
    private final HttpServer server;

    public QueryService(GatewayConfig config, Embedder embedder, ChunkSearch store, PrometheusMeterRegistry meters) {
        this(config, embedder, store, meters, Waiter.system());
    }

    QueryService(
            GatewayConfig config, Embedder embedder, ChunkSearch store, PrometheusMeterRegistry meters, Waiter waiter) {
        GatewayConfig.Query query = config.query();
        ReadYourWrites writes =
                new ReadYourWrites(store, waiter, query.consistencyPatience(), query.consistencyPlaces());
        QueryVectors vectors = new QueryVectors(embedder, query.cachedVectors());
        Retriever retriever = new Retriever(store, vectors, writes, waiter, query.clockSkew());
        this.searches = new SearchRoutes(retriever, store, waiter, meters);
        this.documents = new DocumentRoutes(new Documents(store, writes));
        this.checks = List.of(new Check("store", store::asOf));
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
