package io.freshet.embedding.settings;

import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.onnx.Pooling;
import io.freshet.service.config.ByteSize;
import io.freshet.service.config.Default;
import io.freshet.service.config.Doc;
import io.freshet.service.config.Range;
import io.freshet.service.config.Secret;
import io.freshet.service.config.Verbatim;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which embedder, and how it is used. Services that write and services that search need the same model here. */
public record EmbeddingSettings(
        @Doc("Who embeds: the bundled bge-small-en-v1.5 in this process, an exported model in this process, an endpoint"
                + " that speaks OpenAI's API, Hugging Face's Text Embeddings Inference, or Cohere.")
        @Default("onnx")
        Provider provider,

        @Doc(
                "Name of the model as the provider knows it; it becomes the identity of the index. Not for the bundled one.")
        @Nullable
        String model,

        @Doc("Length of the model's vectors. Not for the bundled model.") @Range(min = 1, max = 65_536) @Nullable
        Integer dimensions,

        @Doc("The model's window, in its own tokens; longer text is cut. Not for the bundled model.")
        @Range(min = 16, max = 1_000_000)
        @Nullable
        Integer maxTokens,

        @Doc("What the model card wants in front of a query, ending blank included. Not for the bundled model.")
        @Verbatim
        @Nullable
        String queryPrefix,

        @Doc("What the model card wants in front of a passage, ending blank included. Not for the bundled model.")
        @Verbatim
        @Nullable
        String passagePrefix,

        @Doc("The model's tokenizer.json; onnx-files needs it. Without it the tokens of a remote model are estimated.")
        @Nullable
        Path tokenizer,

        @Doc("The model's ONNX file, for onnx-files.") @Nullable
        Path weights,

        @Doc("How token states become one vector, for onnx-files; the model card says it.") @Default("mean")
        Pooling pooling,

        @Doc("Texts that are embedded at the same time in this process, one core each; 0 takes every core.")
        @Default("0")
        @Range(min = 0, max = 1024)
        int threads,

        @Doc("Base address of the endpoint, for openai, tei and cohere.") @Nullable
        URI url,

        @Doc("The endpoint's key, sent as bearer token.") @Secret @Nullable
        String apiKey,

        Http http,
        Batch batch,
        Retry retry,
        Budget budget,

        @Doc("Memory for vectors of texts that come again, half for queries and half for passages; 0 keeps none.")
        @Default("4MiB")
        ByteSize cache) {

    /** How a remote provider is called. */
    public record Http(
            @Doc("How long a connection may take to be made.") @Default("5s")
            Duration connectTimeout,

            @Doc("How long one request may take, its whole answer included.") @Default("30s")
            Duration requestTimeout,

            @Doc("Requests under way at the same time, over all callers.") @Default("4") @Range(min = 1, max = 256)
            int concurrency,

            @Doc("Largest answer that is read.") @Default("64MiB")
            ByteSize maxAnswer,

            @Doc("Whether openai and cohere are asked for vectors of the configured dimensions, as models that can"
                    + " shorten their vectors allow.")
            @Default("false")
            boolean shorten,

            @Doc("Whether openai sends vectors in base64, a quarter of the size; some compatible servers cannot.")
            @Default("false")
            boolean base64) {
        public Http {
            requirePositive("http.connect-timeout", connectTimeout);
            requirePositive("http.request-timeout", requestTimeout);
            if (maxAnswer.bytes() < 1 || maxAnswer.bytes() > Integer.MAX_VALUE / 2) {
                throw new IllegalArgumentException("http.max-answer = " + maxAnswer + ": must be from 1B to 1GiB");
            }
        }
    }

    /** What is sent to a remote provider in one request. */
    public record Batch(
            @Doc("Most texts of one request; cohere takes 96, tei 32 unless it is told otherwise.")
            @Default("32")
            @Range(min = 1, max = 2048)
            int texts,

            @Doc("Most tokens of one request; a longer text goes alone.")
            @Default("8000")
            @Range(min = 1, max = 300_000)
            int tokens) {}

    /** How a request that fails is repeated before the caller is told. */
    public record Retry(
            @Doc("First pause after a failure; it doubles, with chance, unless the provider names another.")
            @Default("250ms")
            Duration firstPause,

            @Doc("Longest single pause.") @Default("5s") Duration longestPause,

            @Doc("All pauses together; after that the caller is told. 0s never repeats.") @Default("10s")
            Duration patience) {
        public Retry {
            requirePositive("retry.first-pause", firstPause);
            if (longestPause.compareTo(firstPause) < 0) {
                throw new IllegalArgumentException("retry.longest-pause must not be below retry.first-pause");
            }
        }
    }

    /** What the provider's contract allows this process; shared fairly by all that embed here. */
    public record Budget(
            @Doc("Requests a minute; 0 does not count them.") @Default("0") @Range(min = 0, max = 10_000_000)
            int requestsPerMinute,

            @Doc("Tokens a minute; 0 does not count them.") @Default("0") @Range(min = 0, max = 2_000_000_000)
            int tokensPerMinute,

            @Doc("Longest wait for the budget; who would wait longer is told to come again later.") @Default("30s")
            Duration longestWait) {}

    public EmbeddingSettings {
        Requirements requirements = new Requirements(provider);
        requirements.ofEveryModelButTheBundledOne("model", model);
        requirements.ofEveryModelButTheBundledOne("dimensions", dimensions);
        requirements.ofEveryModelButTheBundledOne("max-tokens", maxTokens);
        requirements.notOfTheBundledModel("query-prefix", queryPrefix);
        requirements.notOfTheBundledModel("passage-prefix", passagePrefix);
        requirements.notOfTheBundledModel("tokenizer", tokenizer);
        requirements.ofModelFiles("tokenizer", tokenizer);
        requirements.ofModelFilesOnly("weights", weights);
        requirements.ofRemoteModelsOnly("url", url);
        requirements.ofKeyedProviders("api-key", apiKey);
        requirements.batchOf(batch.texts());
        requirements.check();
    }

    /** The model as configured; not for the bundled one. */
    public EmbeddingModel remoteOrFileModel() {
        return new EmbeddingModel(
                Objects.requireNonNull(model),
                Objects.requireNonNull(dimensions),
                Objects.requireNonNull(maxTokens),
                queryPrefix == null ? "" : queryPrefix,
                passagePrefix == null ? "" : passagePrefix);
    }

    private static void requirePositive(String name, Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException(name + " must be longer than 0s");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "EmbeddingSettings[provider=" + provider + ", model=" + model + "]";
    }
}
