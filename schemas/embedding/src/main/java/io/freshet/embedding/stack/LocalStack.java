package io.freshet.embedding.stack;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.onnx.ModelFiles;
import io.freshet.embedding.onnx.OnnxEmbedder;
import io.freshet.embedding.onnx.OnnxSettings;
import io.freshet.embedding.settings.EmbeddingSettings;
import io.freshet.embedding.settings.Provider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;

/** What is around a model in this process: it needs no requests, no patience and no budget. */
final class LocalStack {
    private LocalStack() {}

    static OpenEmbedder open(EmbeddingSettings settings, MeterRegistry registry) throws EmbeddingException {
        OnnxSettings threads = settings.threads() == 0 ? OnnxSettings.defaults() : new OnnxSettings(settings.threads());
        OnnxEmbedder onnx = settings.provider() == Provider.ONNX
                ? OnnxEmbedder.open(threads)
                : OnnxEmbedder.open(files(settings), threads);
        EmbeddingMeters meters = new EmbeddingMeters(registry, onnx.model().id());
        // The stream counts tokens by itself; counting here would cost one to three percent of embedding.
        MeteredEmbedder metered = new MeteredEmbedder(onnx, null, meters, System::nanoTime);
        CachingEmbedder cached = new CachingEmbedder(metered, settings.cache().bytes(), meters);
        return new OpenEmbedder(cached, onnx, null, () -> {});
    }

    private static ModelFiles files(EmbeddingSettings settings) {
        EmbeddingModel model = settings.remoteOrFileModel();
        return new ModelFiles(
                model,
                Objects.requireNonNull(settings.weights()),
                Objects.requireNonNull(settings.tokenizer()),
                settings.pooling());
    }
}
