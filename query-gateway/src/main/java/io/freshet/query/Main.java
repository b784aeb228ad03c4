package io.freshet.query;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.stack.OpenEmbedder;
import io.freshet.query.retrieve.QueryModels;
import io.freshet.service.Closing;
import io.freshet.service.FreshetService;
import io.freshet.service.Meters;
import io.freshet.service.ServiceMain;
import io.freshet.service.health.Check;
import io.freshet.store.ChunkSearch;
import io.freshet.store.Generation;
import io.freshet.store.IndexIdentity;
import io.freshet.store.ModelMismatchException;
import io.freshet.store.settings.OpenIndexStore;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;

/** The gateway as a process of its own, beside an index on disk that another process writes. */
public final class Main implements FreshetService {
    private final GatewayConfig config;
    private final Closing opened = new Closing();

    private Main(GatewayConfig config) {
        this.config = config;
    }

    public static void main(String[] arguments) {
        System.exit(new ServiceMain<>("query-gateway", GatewayConfig.class, System.getenv(), System.err, Main::new)
                .run(arguments)
                .code());
    }

    @Override
    public void start() throws Exception {
        PrometheusMeterRegistry meters = Meters.create();
        OpenEmbedder model = opened.add(OpenEmbedder.open(config.embedding(), meters));
        Embedder embedder = model.embedder();
        ChunkSearch store = opened.add(OpenIndexStore.readOnly(config.store())).search();
        if (!config.next().enabled()) {
            requireSameModel(
                    store.generation().map(Generation::identity),
                    new IndexIdentity(embedder.model().id(), embedder.model().dimensions()));
        }
        // An embedder that is away for a while must not end keyword search, but one that is set up wrongly must show.
        Check check = new Check("embedder", model::checkSettings);
        QueryModels models = new QueryModels(embedder, config.next().enabled() ? () -> next(meters) : null);
        opened.add(new QueryService(config, models, store, meters, List.of(check)))
                .start();
    }

    /** Vectors of two models cannot be compared: answers would be wrong, and nobody would see it. */
    static void requireSameModel(Optional<IndexIdentity> stored, IndexIdentity configured)
            throws ModelMismatchException {
        if (stored.isPresent() && !stored.get().equals(configured)) {
            throw new ModelMismatchException(stored.get(), configured);
        }
    }

    private Embedder next(PrometheusMeterRegistry meters) throws EmbeddingException {
        return opened.add(OpenEmbedder.open(config.next().embedding(), meters)).embedder();
    }

    @Override
    public void close() {
        opened.close();
    }
}
