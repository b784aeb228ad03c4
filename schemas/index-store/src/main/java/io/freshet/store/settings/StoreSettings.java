package io.freshet.store.settings;

import io.freshet.service.config.ByteSize;
import io.freshet.service.config.Default;
import io.freshet.service.config.Doc;
import io.freshet.service.config.Range;
import io.freshet.service.config.Secret;
import io.freshet.store.weaviate.WeaviateSettings;
import io.freshet.store.weaviate.WeaviateSettings.Quantisation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the index is. The service that writes and the one that searches need the same here. */
public record StoreSettings(
        @Doc("What keeps the index: lucene, in a directory of this machine, or weaviate, a server.") @Default("lucene")
        StoreKind kind,

        @Doc("Directory of the index, for lucene.") @Default("data/index")
        Path directory,

        @Doc("About so many tenants of each generation are kept open by lucene; others are opened when they are asked.")
        @Default("256")
        @Range(min = 1, max = 100_000)
        int openTenants,

        Weaviate weaviate) {

    // A write that ended without an answer may still be under way in the server: twice its longest wait for another
    // node.
    private static final Duration WEAVIATE_LANDING = Duration.ofSeconds(30);

    /** How a Weaviate server is used. */
    public record Weaviate(
            @Doc("Address of the server's REST side, such as https://weaviate:443.") @Nullable
            URI url,

            @Doc("host:port of its gRPC side.") @Nullable String grpc,

            @Doc("API key, sent as bearer token.") @Secret @Nullable
            String apiKey,

            @Doc("Secret of OIDC's client credentials, instead of an API key; the server names issuer and client.")
            @Secret
            @Nullable
            String oidcSecret,

            @Doc("Scopes asked for with it.") @Default("") List<String> oidcScopes,

            @Doc("Key store with the certificates to trust; unset, those of the platform.") @Nullable
            Path trustStore,

            @Doc("Its password.") @Secret @Nullable String trustStorePassword,

            @Doc("Longest time for connecting and for changes of the schema.") @Default("30s")
            Duration adminDeadline,

            @Doc("Longest time of one call that reads.") @Default("10s")
            Duration queryDeadline,

            @Doc("Longest time of one call that writes.") @Default("60s")
            Duration writeDeadline,

            @Doc("What the names of all collections begin with; a capital letter first.") @Default("Freshet")
            String prefix,

            @Doc("Copies that the server keeps of each row.") @Default("1") @Range(min = 1, max = 9)
            int replicas,

            @Doc("How vectors are kept in the server's memory: rq-8, a byte for each number, or none, four.")
            @Default("rq-8")
            Quantisation quantisation,

            @Doc("How many of the best are measured again by whole vectors, where they are quantised.")
            @Default("200")
            @Range(min = 0, max = 10_000)
            int rescored,

            @Doc("Edges of the graph of vectors. Holds for generations made from now on.")
            @Default("32")
            @Range(min = 4, max = 512)
            int maxConnections,

            @Doc("Candidates looked at when a vector is added. Holds for generations made from now on.")
            @Default("128")
            @Range(min = 4, max = 4096)
            int efConstruction,

            @Doc("Candidates of a search; -1 lets the server choose by the limit.")
            @Default("-1")
            @Range(min = -1, max = 10_000)
            int ef,

            @Doc("Up to so many rows that pass a filter, all are compared.")
            @Default("40000")
            @Range(min = 0, max = 10_000_000)
            int exactUpTo,

            @Doc("Most rows of one request that writes.") @Default("200") @Range(min = 1, max = 10_000)
            int batchRows,

            @Doc("Most bytes of it; the server's own limit holds too.") @Default("8MiB")
            ByteSize batchSize,

            @Doc("How long another process's change of the serving generation may go unnoticed.") @Default("500ms")
            Duration manifestAge) {

        WeaviateSettings settings() {
            return new WeaviateSettings(
                    Objects.requireNonNull(url),
                    Objects.requireNonNull(grpc),
                    apiKey,
                    oidcSecret == null ? null : new WeaviateSettings.ClientCredentials(oidcSecret, oidcScopes),
                    trustStore == null
                            ? null
                            : new WeaviateSettings.TrustStore(
                                    trustStore, trustStorePassword == null ? "" : trustStorePassword),
                    new WeaviateSettings.Deadlines(adminDeadline, queryDeadline, writeDeadline),
                    prefix,
                    replicas,
                    new WeaviateSettings.Graph(quantisation, rescored, maxConnections, efConstruction, ef, exactUpTo),
                    new WeaviateSettings.Batches(batchRows, Math.toIntExact(batchSize.bytes())),
                    manifestAge);
        }

        /** Without keys. */
        @Override
        public String toString() {
            return "Weaviate[url=" + url + ", grpc=" + grpc + ", prefix=" + prefix + "]";
        }
    }

    public StoreSettings {
        if (kind == StoreKind.WEAVIATE && (weaviate.url() == null || weaviate.grpc() == null)) {
            throw new IllegalArgumentException(
                    "store.kind = weaviate needs store.weaviate.url and store.weaviate.grpc");
        }
        if (weaviate.apiKey() != null && weaviate.oidcSecret() != null) {
            throw new IllegalArgumentException(
                    "store.weaviate has an api-key and an oidc-secret: only one of them counts");
        }
        if (weaviate.batchSize().bytes() < 1 || weaviate.batchSize().bytes() > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException(
                    "store.weaviate.batch-size = " + weaviate.batchSize() + ": must be from 1B to 1GiB");
        }
    }

    /** How long a write may still land whose outcome is not known. */
    public Duration landing() {
        return kind == StoreKind.WEAVIATE ? WEAVIATE_LANDING : Duration.ZERO;
    }
}
