package io.freshet.embedding.stack;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TokenCounter;
import io.freshet.embedding.cohere.CohereProtocol;
import io.freshet.embedding.http.Endpoint;
import io.freshet.embedding.http.JsonCalls;
import io.freshet.embedding.http.RemoteEmbedder;
import io.freshet.embedding.lanes.Lanes;
import io.freshet.embedding.onnx.Tokenizer;
import io.freshet.embedding.openai.OpenAiProtocol;
import io.freshet.embedding.settings.EmbeddingSettings;
import io.freshet.embedding.settings.Provider;
import io.freshet.embedding.tei.TeiProtocol;
import io.freshet.service.patience.Patience;
import io.freshet.service.patience.Pauser;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is around a remote model, from the caller inwards: cache, window, batches, bisection, retries, budget, health,
 * meters, protocol.
 */
final class RemoteStack {
    private RemoteStack() {}

    static OpenEmbedder open(EmbeddingSettings settings, MeterRegistry registry) throws EmbeddingException {
        Tokenizer tokenizer = settings.tokenizer() == null
                ? Tokenizer.bundled()
                : Tokenizer.read(
                        settings.tokenizer(), settings.remoteOrFileModel().maxTokens());
        TokenCounter counter = settings.tokenizer() == null ? new EstimatedTokens(tokenizer) : tokenizer;
        RetryingEmbedder.Surroundings around =
                new RetryingEmbedder.Surroundings(Pauser.sleeping(), System::nanoTime, () -> ThreadLocalRandom.current()
                        .nextDouble());
        return around(remote(settings), settings, counter, around, registry, tokenizer::close);
    }

    /** The decorators around a provider's embedder. */
    static OpenEmbedder around(
            Embedder provider,
            EmbeddingSettings settings,
            TokenCounter counter,
            RetryingEmbedder.Surroundings around,
            MeterRegistry registry,
            Runnable last) {
        EmbeddingMeters meters = new EmbeddingMeters(registry, provider.model().id());
        WatchedEmbedder watched = new WatchedEmbedder(
                new MeteredEmbedder(provider, counter, meters, around.nanos()),
                RemoteStack::inBackground,
                around.nanos());
        EmbeddingSettings.Budget allowed = settings.budget();
        RateBudget budget = new RateBudget(
                allowed.requestsPerMinute(),
                allowed.tokensPerMinute(),
                allowed.longestWait(),
                around.nanos(),
                around.pauser(),
                meters);
        EmbeddingSettings.Retry retry = settings.retry();
        Patience patience = new Patience(retry.firstPause(), retry.longestPause(), retry.patience());
        Embedder embedder = new BudgetedEmbedder(watched, counter, budget);
        embedder = new RetryingEmbedder(embedder, patience, around, meters);
        embedder = new BisectingEmbedder(embedder);
        embedder = new BatchingEmbedder(
                embedder,
                counter,
                new Batches(settings.batch().texts(), settings.batch().tokens()),
                new Lanes(settings.http().concurrency()));
        embedder = new WindowedEmbedder(embedder, counter);
        embedder = new CachingEmbedder(embedder, settings.cache().bytes(), meters);
        return new OpenEmbedder(embedder, counter, watched, last);
    }

    private static Embedder remote(EmbeddingSettings settings) {
        EmbeddingModel model = settings.remoteOrFileModel();
        EmbeddingSettings.Http http = settings.http();
        JsonCalls calls = new JsonCalls(
                new Endpoint(
                        settings.provider().name().toLowerCase(Locale.ROOT),
                        base(settings),
                        settings.apiKey(),
                        http.connectTimeout(),
                        http.requestTimeout(),
                        Math.toIntExact(http.maxAnswer().bytes())),
                Clock.systemUTC());
        @Nullable Integer shortenTo = http.shorten() ? Integer.valueOf(model.dimensions()) : null;
        RemoteEmbedder.Protocol protocol =
                switch (settings.provider()) {
                    case OPENAI -> new OpenAiProtocol(calls, model.id(), shortenTo, http.base64());
                    case TEI -> new TeiProtocol(calls, model);
                    case COHERE -> new CohereProtocol(calls, model.id(), shortenTo);
                    case ONNX, ONNX_FILES -> throw new IllegalArgumentException("not remote: " + settings.provider());
                };
        return new RemoteEmbedder(model, protocol);
    }

    /** OpenAI's paths begin with the version, which clients by custom have in their base address. */
    private static URI base(EmbeddingSettings settings) {
        URI url = Objects.requireNonNull(settings.url());
        boolean bare = url.getPath() == null
                || url.getPath().isEmpty()
                || url.getPath().equals("/");
        return settings.provider() == Provider.OPENAI && bare ? url.resolve("/v1") : url;
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "embedder-probe");
        thread.setDaemon(true);
        thread.start();
    }
}
