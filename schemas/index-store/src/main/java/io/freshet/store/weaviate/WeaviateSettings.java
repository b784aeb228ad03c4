package io.freshet.store.weaviate;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is and how the index is kept there.
 *
 * @param url address of the server's REST side; https turns TLS on for both sides
 * @param grpc {@code host:port} of its gRPC side
 * @param apiKey sent as bearer token
 * @param oidc how tokens are got instead; the issuer and the client's id are those that the server names
 * @param trustStore whom to trust besides nobody; the platform's certificates without one
 * @param prefix what the names of all collections begin with
 * @param replicas copies that the server keeps of each row
 * @param manifestAge how long another process's change of serving may go unnoticed
 */
public record WeaviateSettings(
        URI url,
        String grpc,
        @Nullable String apiKey,
        @Nullable ClientCredentials oidc,
        @Nullable TrustStore trustStore,
        Deadlines deadlines,
        String prefix,
        int replicas,
        Graph graph,
        Batches batches,
        Duration manifestAge) {

    /** OIDC's client credentials flow. */
    public record ClientCredentials(String secret, List<String> scopes) {
        public ClientCredentials {
            scopes = List.copyOf(scopes);
        }

        @Override
        public String toString() {
            return "ClientCredentials[scopes=" + scopes + "]";
        }
    }

    /** A key store of certificates. */
    public record TrustStore(Path path, String password) {
        @Override
        public String toString() {
            return "TrustStore[path=" + path + "]";
        }
    }

    /**
     * How long calls may take, in whole seconds.
     *
     * @param admin making the connection, and changes of the schema
     */
    public record Deadlines(Duration admin, Duration query, Duration write) {}

    /** How vectors are kept in memory. */
    public enum Quantisation {
        /** Four bytes for each dimension. */
        NONE,
        /** One byte for each dimension, rotated first; the best are measured again by the full vectors. */
        RQ_8
    }

    /**
     * The graph of vectors.
     *
     * @param rescored how many of the best are measured again by the full vectors, when quantised
     * @param ef how many candidates a search keeps; -1 lets the server choose by the limit
     * @param exactUpTo rows that may pass a filter for all of them to be compared
     */
    public record Graph(
            Quantisation quantisation, int rescored, int maxConnections, int efConstruction, int ef, int exactUpTo) {}

    /** The most that one request carries, in rows and in bytes. */
    public record Batches(int rows, int bytes) {}

    /** A server without credentials, and everything else by default. */
    public static WeaviateSettings of(URI url, String grpc) {
        return new WeaviateSettings(
                url,
                grpc,
                null,
                null,
                null,
                new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(60)),
                "Freshet",
                1,
                new Graph(Quantisation.RQ_8, 200, 32, 128, -1, 40_000),
                new Batches(200, 8 * 1024 * 1024),
                Duration.ofMillis(500));
    }

    public WeaviateSettings withPrefix(String newPrefix) {
        return new WeaviateSettings(
                url, grpc, apiKey, oidc, trustStore, deadlines, newPrefix, replicas, graph, batches, manifestAge);
    }

    @Override
    public String toString() {
        return "WeaviateSettings[url=" + url + ", grpc=" + grpc + ", prefix=" + prefix + "]";
    }
}
