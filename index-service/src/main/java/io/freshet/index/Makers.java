package io.freshet.index;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.settings.EmbeddingSettings;
import io.freshet.embedding.stack.OpenEmbedder;
import io.freshet.service.Closing;
import io.freshet.service.health.Check;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is configured to make the index, opened: the present way, and the one to migrate to where there is one. */
public final class Makers implements AutoCloseable {
    private final Closing opened = new Closing();
    private final List<Check> checks = new ArrayList<>();
    private final Maker current;
    private final @Nullable Maker next;

    private Makers(IndexConfig config, OpenEmbedder model, MeterRegistry meters) throws EmbeddingException {
        boolean embeds = config.roles().contains(IndexConfig.Role.STREAM);
        EmbeddingSettings toCome = config.next().embedding();
        opened.add(model);
        current = maker(model, config.chunking(), embeds);
        checks.add(new Check("embedder", model::check));
        if (!config.next().enabled()) {
            next = null;
        } else if (toCome.equals(config.embedding())) {
            next = maker(model, config.next().chunking(), embeds);
        } else {
            OpenEmbedder other = opened.add(OpenEmbedder.open(toCome, meters));
            next = maker(other, config.next().chunking(), embeds);
            checks.add(new Check("next-embedder", other::check));
        }
    }

    private static Maker maker(OpenEmbedder model, IndexConfig.Chunking chunking, boolean embeds) {
        return embeds
                ? Maker.of(model.embedder(), model.tokens(), chunking)
                : Maker.named(model.embedder().model(), chunking);
    }

    /** Opens what the configuration asks for. */
    public static Makers open(IndexConfig config, MeterRegistry meters) throws EmbeddingException {
        return around(OpenEmbedder.open(config.embedding(), meters), config, meters);
    }

    /** Opens the rest of what the configuration asks for; the present model is closed with it. */
    public static Makers around(OpenEmbedder model, IndexConfig config, MeterRegistry meters)
            throws EmbeddingException {
        return new Makers(config, model, meters);
    }

    public Maker current() {
        return current;
    }

    public @Nullable Maker next() {
        return next;
    }

    /** Whether the models answer. */
    public List<Check> checks() {
        return List.copyOf(checks);
    }

    @Override
    public void close() {
        opened.close();
    }
}
