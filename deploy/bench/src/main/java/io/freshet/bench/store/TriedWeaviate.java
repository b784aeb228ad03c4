package io.freshet.bench.store;

import io.freshet.bench.Directories;
import io.freshet.store.ChunkSearch;
import io.freshet.store.ChunkWriter;
import io.freshet.store.Generation;
import io.freshet.store.IndexIdentity;
import io.freshet.store.weaviate.WeaviateSettings;
import io.freshet.store.weaviate.WeaviateStore;
import io.weaviate.client6.v1.api.WeaviateClient;
import io.weaviate.client6.v1.api.collections.CollectionHandle;
import io.weaviate.client6.v1.api.collections.query.Filter;
import io.weaviate.client6.v1.api.collections.query.Hybrid;
import io.weaviate.client6.v1.api.collections.query.Metadata.MetadataField;
import io.weaviate.client6.v1.api.collections.query.NearVector;
import io.weaviate.client6.v1.api.collections.query.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Weaviate server that is up already, in collections of the bench's own. Around the adapter it is asked by the client's
 * hybrid query, which is one call. The names of collections and properties are the adapter's.
 */
final class TriedWeaviate implements Tried {
    private static final String PREFIX = "FreshetBench";
    private static final float HALF = 0.5f;
    private static final int HITS = 10;
    private static final Filter NARROW = Filter.and(
            Filter.or(
                    Filter.property("forEverybody").eq(true),
                    Filter.property("readers").containsAny(List.of("group-1"))),
            Filter.property("source").containsAny(List.of("source-1")));

    private final WeaviateStore store;
    private final WeaviateClient client;
    private final CollectionHandle<Map<String, Object>> chunks;
    private final ProcessHandle server;
    private final @Nullable Path data;

    /**
     * @param grpc {@code host:port}
     * @param server its process, on this machine
     * @param data its directory; null when nobody says where that is
     */
    TriedWeaviate(URI url, String grpc, ProcessHandle server, @Nullable Path data) throws Exception {
        this.server = server;
        this.data = data;
        this.store = WeaviateStore.open(WeaviateSettings.of(url, grpc).withPrefix(PREFIX));
        store.open(new IndexIdentity("clustered", Corpus.DIMENSIONS));
        if (store.count(Corpus.TENANT).chunks() > 0) {
            throw new IllegalStateException(
                    "the server has chunks of an earlier run; start one over an empty directory");
        }
        int generation = store.serving().map(Generation::number).orElseThrow();
        int colon = grpc.lastIndexOf(':');
        this.client = WeaviateClient.connectToCustom(custom -> custom.scheme(url.getScheme())
                .httpHost(url.getHost())
                .httpPort(url.getPort())
                .grpcHost(grpc.substring(0, colon))
                .grpcPort(Integer.parseInt(grpc.substring(colon + 1))));
        this.chunks =
                client.collections.use(PREFIX + "Chunks" + generation, defaults -> defaults.tenant(Corpus.TENANT));
    }

    @Override
    public ChunkWriter writer() {
        return store;
    }

    @Override
    public ChunkSearch search() {
        return store;
    }

    @Override
    public void loaded() {
        // The server shows what it has accepted.
    }

    @Override
    public int raw(Corpus.Question question, boolean narrow) {
        return chunks.query
                .hybrid(Target.text("content", question.text()), hybrid -> {
                    hybrid.queryProperties("context")
                            .alpha(HALF)
                            .fusionType(Hybrid.FusionType.RELATIVE_SCORE)
                            .nearVector(NearVector.of(question.vector()))
                            .limit(HITS)
                            .returnMetadata(MetadataField.SCORE);
                    return narrow ? hybrid.filters(NARROW) : hybrid;
                })
                .objects()
                .size();
    }

    @Override
    public ProcessHandle process() {
        return server;
    }

    @Override
    public long diskBytes() throws IOException {
        return data == null ? 0 : Directories.bytes(data);
    }

    @Override
    public void close() throws IOException {
        store.close();
        try {
            client.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the client cannot be closed", e);
        }
    }
}
