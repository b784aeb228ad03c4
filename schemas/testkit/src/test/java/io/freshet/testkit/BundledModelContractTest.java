package io.freshet.testkit;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.settings.EmbeddingSettings;
import io.freshet.embedding.stack.OpenEmbedder;
import io.freshet.service.config.ConfigReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;

/** The bundled model with what is around it. */
final class BundledModelContractTest extends EmbedderContract {

    /** As services have it. */
    record Tree(EmbeddingSettings embedding) {}

    @Override
    protected Embedder open() throws Exception {
        EmbeddingSettings settings = ConfigReader.read(Tree.class, Map.of(), Map.of(), Map.of())
                .value()
                .embedding();
        return OpenEmbedder.open(settings, new SimpleMeterRegistry()).embedder();
    }
}
