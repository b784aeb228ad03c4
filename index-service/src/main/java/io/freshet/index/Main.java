package io.freshet.index;

import io.freshet.embedding.onnx.OnnxEmbedder;
import io.freshet.service.Closing;
import io.freshet.service.FreshetService;
import io.freshet.service.Meters;
import io.freshet.service.ServiceMain;
import io.freshet.service.http.HttpServer;
import io.freshet.store.IndexIdentity;
import io.freshet.store.lucene.LuceneStore;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The index service as a process of its own. */
public final class Main implements FreshetService {
    private final IndexConfig config;
    private final Closing opened = new Closing();

    private Main(IndexConfig config) {
        this.config = config;
    }

    /** Runs until the process is told to end; arguments are {@code [--config FILE]}. */
    public static void main(String[] arguments) {
        System.exit(new ServiceMain<>("index-service", IndexConfig.class, System.getenv(), System.err, Main::new)
                .run(arguments)
                .code());
    }

    @Override
    public void start() throws Exception {
        PrometheusMeterRegistry meters = Meters.create();
        OnnxEmbedder embedder = opened.add(OnnxEmbedder.open());
        LuceneStore store = opened.add(LuceneStore.open(config.store().directory()));
        // Vectors of two models cannot be compared, so an index of another model is refused here.
        store.open(new IndexIdentity(embedder.model().id(), embedder.model().dimensions()));
        IndexService service = opened.add(new IndexService(config, embedder, embedder, store, store, meters));
        HttpServer server =
                opened.add(new HttpServer(Main.class, config.http(), service.checks(), meters, routes -> {}));
        service.start();
        server.start();
    }

    @Override
    public void close() {
        opened.close();
    }
}
