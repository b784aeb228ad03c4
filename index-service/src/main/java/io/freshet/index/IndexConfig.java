package io.freshet.index;

import io.freshet.embedding.settings.EmbeddingSettings;
import io.freshet.index.audit.AuditSettings;
import io.freshet.index.chunk.Strategy;
import io.freshet.index.write.CallLimits;
import io.freshet.service.config.ByteSize;
import io.freshet.service.config.Default;
import io.freshet.service.config.Defaults;
import io.freshet.service.config.Doc;
import io.freshet.service.config.Range;
import io.freshet.service.http.HttpSettings;
import io.freshet.service.kafka.KafkaSettings;
import io.freshet.service.kafka.RegistrySettings;
import io.freshet.store.settings.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The index service's settings. */
public record IndexConfig(
        @Defaults("port=8082") HttpSettings http,
        KafkaSettings kafka,
        RegistrySettings registry,
        StoreSettings store,
        EmbeddingSettings embedding,
        Chunking chunking,
        Stream stream,
        Writer writer,
        Next next,
        AuditSettings audit,

        @Doc("What this process does: stream, writer or both. The two may run apart, and each in several processes.")
        @Default("stream,writer")
        List<Role> roles) {

    public IndexConfig {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("roles must name stream, writer or both");
        }
        roles = List.copyOf(roles);
    }

    /** What a process of this service can do. */
    public enum Role {
        /** From extracted documents to changes of the index. */
        STREAM,
        /** From changes of the index to the store; tells freshness too. */
        WRITER
    }

    /** What a migration makes a new generation with, while the present one goes on being made as it is. */
    public record Next(
            @Doc("Whether what is configured under freshet.next is there to migrate to.") @Default("false")
            boolean enabled,

            EmbeddingSettings embedding,
            Chunking chunking) {}

    /**
     * How documents are cut. Another way makes other chunks: every document is embedded anew when it comes again.
     *
     * @param sources exceptions, by {@code metadata.source}
     */
    public record Chunking(
            @Doc("How documents are cut: semantic (boundaries where the words change), parent-child (small chunks are"
                    + " matched, passages shown), recursive (boundaries by structure alone) or fixed (so many tokens,"
                    + " overlapping).")
            @Default("semantic")
            Strategy.Name strategy,

            @Doc(
                    "Boundaries inside a section are at least this far apart, in tokens. Unset: semantic and recursive 100,"
                            + " parent-child 150; fixed has none.")
            @Nullable
            @Range(min = 1, max = 10_000)
            Integer minTokens,

            @Doc(
                    "Largest chunk, or passage of parent-child, in tokens; the model's window bounds it too. Unset: semantic"
                            + " 300, recursive 256, parent-child 500, fixed 512.")
            @Nullable
            @Range(min = 2, max = 100_000)
            Integer maxTokens,

            @Doc("How many tokens neighbours share. Only for fixed; unset: 50.") @Nullable @Range(min = 0, max = 50_000)
            Integer overlapTokens,

            @Doc("About how large the chunks of a passage are, in tokens. Only for parent-child; unset: 64.")
            @Nullable
            @Range(min = 2, max = 10_000)
            Integer childTokens,

            @Doc("Most chunks of a document; one with more fails with TEXT_TOO_LARGE.")
            @Default("50000")
            @Range(min = 1, max = 100_000)
            int maxChunks,

            Map<String, Source> sources) {
        /** Refuses sizes that do not fit together, or the strategy. */
        public Chunking {
            sources = Map.copyOf(sources);
            ChunkSizes all = new ChunkSizes(minTokens, maxTokens, overlapTokens, childTokens);
            all.strategy(strategy);
            strategies(strategy, all, sources);
        }

        /** How documents are cut whose source has no way of its own. */
        public Strategy usual() {
            return sizes().strategy(strategy);
        }

        /** How documents are cut whose source has. */
        public Map<String, Strategy> bySource() {
            return strategies(strategy, sizes(), sources);
        }

        private ChunkSizes sizes() {
            return new ChunkSizes(minTokens, maxTokens, overlapTokens, childTokens);
        }

        private static Map<String, Strategy> strategies(
                Strategy.Name usual, ChunkSizes all, Map<String, Source> sources) {
            Map<String, Strategy> strategies = new TreeMap<>();
            sources.forEach((name, source) -> {
                try {
                    strategies.put(name, source.strategy(usual, all));
                } catch (IllegalArgumentException wrong) {
                    throw new IllegalArgumentException("sources." + name + ": " + wrong.getMessage(), wrong);
                }
            });
            return strategies;
        }
    }

    /** How documents of one source are cut. */
    public record Source(
            @Doc("How documents with this metadata.source are cut; unset: as all others.")
            Strategy.@Nullable Name strategy,

            @Doc(
                    "As freshet.chunking.min-tokens. Sizes that are unset here are those of all others if the strategy is the"
                            + " same, else the strategy's own.")
            @Nullable
            @Range(min = 1, max = 10_000)
            Integer minTokens,

            @Doc("As freshet.chunking.max-tokens.") @Nullable @Range(min = 2, max = 100_000)
            Integer maxTokens,

            @Doc("As freshet.chunking.overlap-tokens.") @Nullable @Range(min = 0, max = 50_000)
            Integer overlapTokens,

            @Doc("As freshet.chunking.child-tokens.") @Nullable @Range(min = 2, max = 10_000)
            Integer childTokens) {

        private Strategy strategy(Strategy.Name usual, ChunkSizes all) {
            ChunkSizes own = new ChunkSizes(minTokens, maxTokens, overlapTokens, childTokens);
            Strategy.Name name = strategy == null ? usual : strategy;
            return (name == usual ? own.or(all) : own).strategy(name);
        }
    }

    /** How the stream runs. */
    public record Stream(
            @Doc("Directory of the stream's state; lost state is restored from Kafka.") @Default("data/streams")
            Path stateDirectory,

            @Doc("Threads that cut, compare and commit.") @Default("2") @Range(min = 1, max = 256)
            int threads,

            @Doc("How often a transaction is committed; changes are visible to the writer only after that.")
            @Default("10ms")
            Duration commitInterval,

            @Doc("Longest transaction; a member that takes twice as long between two polls is given up.") @Default("1m")
            Duration transactionTimeout,

            @Doc("Memory of all state stores together.") @Default("16MiB")
            ByteSize stateMemory,

            @Doc("How long a late event cannot bring a deleted document back.") @Default("720h")
            Duration rememberDeletions,

            @Doc("Copies of the state on other instances, which take over without restoring it."
                    + " With group-protocol streams the broker's group setting num.standby.replicas counts instead.")
            @Default("0")
            @Range(min = 0, max = 10)
            int standbyReplicas,

            @Doc("Rack or zone of this instance: standby copies are kept in others, and it reads from replicas nearby."
                    + " Empty leaves racks out of account.")
            @Default("")
            String rack,

            @Doc("Who assigns partitions: classic, the instances; streams, the broker.") @Default("classic")
            GroupProtocol groupProtocol,

            Embedding embedding) {

        /** How work is shared among the instances. */
        public enum GroupProtocol {
            CLASSIC,
            STREAMS
        }

        /** How texts are embedded beside the stream. */
        public record Embedding(
                @Doc("Batches that are embedded at a time.") @Default("2") @Range(min = 1, max = 256)
                int threads,

                @Doc("Most texts of a batch.") @Default("16") @Range(min = 1, max = 2048)
                int batch,

                @Doc("Most documents of a partition whose texts are being embedded; more wait on disk.")
                @Default("200")
                @Range(min = 1, max = 100_000)
                int waitingDocuments,

                @Doc("Most texts of those documents; a larger document counts as a quarter of it.")
                @Default("20000")
                @Range(min = 4, max = 10_000_000)
                int waitingTexts) {}
    }

    /** How the writer works. */
    public record Writer(
            @Doc("Longest time between accepting changes and making them durable.") @Default("200ms")
            Duration syncInterval,

            @Doc("Longest pause before a store that does not answer is asked again.") @Default("10s")
            Duration longestPause,

            @Doc("How often it is recorded up to when everything is searchable.") @Default("1s")
            Duration asOfInterval,

            @Doc(
                    "Most calls to the store in flight, each about other documents. A store in this process gains nothing by"
                            + " more than one.")
            @Default("1")
            @Range(min = 1, max = 64)
            int mostCalls,

            @Doc("Writes per call to the store in the beginning; then a little more after each call that went well, and"
                    + " half after one that did not.")
            @Default("200")
            @Range(min = 1, max = 10_000)
            int firstCall,

            @Doc("Fewest writes per call, however slow the store is.") @Default("10") @Range(min = 1, max = 10_000)
            int smallestCall,

            @Doc("Most writes per call, however fast the store is.") @Default("500") @Range(min = 1, max = 10_000)
            int largestCall,

            @Doc("Most bytes per call; a single write that is larger goes alone.") @Default("4MiB")
            ByteSize largestCallSize,

            @Doc(
                    "How long a write may still land in the store whose outcome is unknown. Nothing else is written before."
                            + " Unset: 0s for lucene, which has no such writes, and 30s for weaviate.")
            @Nullable
            Duration landing) {
        public Writer {
            if (smallestCall > firstCall || firstCall > largestCall) {
                throw new IllegalArgumentException("smallest-call, first-call and largest-call must rise: "
                        + smallestCall + ", " + firstCall + ", " + largestCall);
            }
        }

        CallLimits calls() {
            return new CallLimits(firstCall, smallestCall, largestCall, largestCallSize.bytes(), mostCalls);
        }
    }
}
