package io.freshet.index;

import io.freshet.service.config.ByteSize;
import io.freshet.service.config.Default;
import io.freshet.service.config.Defaults;
import io.freshet.service.config.Doc;
import io.freshet.service.config.Range;
import io.freshet.service.http.HttpSettings;
import io.freshet.service.kafka.KafkaSettings;
import io.freshet.service.kafka.RegistrySettings;
import java.nio.file.Path;
import java.time.Duration;

/** The index service's settings. */
public record IndexConfig(
        @Defaults("port=8082") HttpSettings http,
        KafkaSettings kafka,
        RegistrySettings registry,
        Store store,
        Chunking chunking,
        Stream stream,
        Writer writer) {

    /** Where the index is. */
    public record Store(
            @Doc("Directory of the index.") @Default("data/index")
            Path directory) {}

    /** How documents are cut. Other sizes are other chunks: every document is embedded anew when it comes again. */
    public record Chunking(
            @Doc("Boundaries inside a section are at least this far apart, in tokens.")
            @Default("100")
            @Range(min = 1, max = 10_000)
            int minTokens,

            @Doc("Largest chunk, in tokens; the model's window bounds it too.")
            @Default("300")
            @Range(min = 2, max = 100_000)
            int maxTokens,

            @Doc("Most new chunks of one change. They are embedded in one go, and documents behind it wait; a change"
                    + " with more fails with TEXT_TOO_LARGE.")
            @Default("2000")
            @Range(min = 1, max = 100_000)
            int maxNewChunks) {
        public Chunking {
            if (maxTokens < 2 * minTokens) {
                throw new IllegalArgumentException(
                        "max-tokens = " + maxTokens + ": must be at least twice min-tokens = " + minTokens);
            }
        }
    }

    /** How the stream runs. */
    public record Stream(
            @Doc("Directory of the stream's state; lost state is restored from Kafka.") @Default("data/streams")
            Path stateDirectory,

            @Doc("Threads that chunk and embed; a large document holds up the others of its thread only.")
            @Default("2")
            @Range(min = 1, max = 256)
            int threads,

            @Doc("How often a transaction is committed; changes are visible to the writer only after that.")
            @Default("10ms")
            Duration commitInterval,

            @Doc("Longest transaction; one document must be embedded within it.") @Default("5m")
            Duration transactionTimeout,

            @Doc("Memory of all state stores together.") @Default("16MiB")
            ByteSize stateMemory,

            @Doc("How long a failing embedder is asked again before the transaction is undone and tried anew.")
            @Default("1m")
            Duration embedderPatience,

            @Doc("How long a late event cannot bring a deleted document back.") @Default("720h")
            Duration rememberDeletions) {
        public Stream {
            if (embedderPatience.compareTo(transactionTimeout) >= 0) {
                throw new IllegalArgumentException("embedder-patience must be below transaction-timeout");
            }
        }
    }

    /** How the writer works. */
    public record Writer(
            @Doc("Longest time between accepting changes and making them durable.") @Default("200ms")
            Duration syncInterval,

            @Doc("Longest pause before a store that does not answer is asked again.") @Default("10s")
            Duration longestPause,

            @Doc("How often it is recorded up to when everything is searchable.") @Default("1s")
            Duration asOfInterval) {}
}
