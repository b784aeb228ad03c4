package io.freshet.query;

import io.freshet.embedding.onnx.OnnxEmbedder;
import io.freshet.service.Closing;
import io.freshet.service.FreshetService;
import io.freshet.service.Meters;
import io.freshet.service.ServiceMain;
import io.freshet.store.IndexIdentity;
import io.freshet.store.ModelMismatchException;
import io.freshet.store.lucene.LuceneStore;
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
        OnnxEmbedder embedder = opened.add(OnnxEmbedder.open());
        LuceneStore store = opened.add(LuceneStore.openReadOnly(config.store().directory()));
        requireSameModel(
                store.identity(),
                new IndexIdentity(embedder.model().id(), embedder.model().dimensions()));
        opened.add(new QueryService(config, embedder, store, Meters.create())).start();
    }

    /** Vectors of two models cannot be compared: answers would be wrong, and nobody would see it. */
    static void requireSameModel(Optional<IndexIdentity> stored, IndexIdentity configured)
            throws ModelMismatchException {
        if (stored.isPresent() && !stored.get().equals(configured)) {
            throw new ModelMismatchException(stored.get(), configured);
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
