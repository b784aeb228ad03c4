package io.freshet.testkit;

import io.freshet.store.weaviate.WeaviateSettings;
import io.weaviate.client6.v1.api.WeaviateClient;
import io.weaviate.client6.v1.api.alias.Alias;
import io.weaviate.client6.v1.api.collections.CollectionConfig;
import java.net.URI;
import java.util.Objects;

/** The server that somebody started, named by {@code -Dfreshet.weaviate=http://host:port -Dfreshet.weaviate.grpc=host:port}. */
final class WeaviateUnderTest {
    private static final String PREFIX = "FreshetContract";

    private WeaviateUnderTest() {}

    static WeaviateSettings settings() {
        return WeaviateSettings.of(URI.create(property("freshet.weaviate")), property("freshet.weaviate.grpc"))
                .withPrefix(PREFIX);
    }

    /** Removes what earlier tests left, and nothing else. */
    static void clear() throws Exception {
        WeaviateClient client = client(settings());
        try {
            for (Alias alias : client.alias.list()) {
                if (alias.alias().startsWith(PREFIX)) {
                    client.alias.delete(alias.alias());
                }
            }
            for (CollectionConfig collection : client.collections.list()) {
                if (collection.collectionName().startsWith(PREFIX)) {
                    client.collections.delete(collection.collectionName());
                }
            }
        } finally {
            client.close();
        }
    }

    /** The client itself, for what no port offers. */
    static WeaviateClient client(WeaviateSettings settings) {
        int colon = settings.grpc().lastIndexOf(':');
        return WeaviateClient.connectToCustom(
                custom -> custom.scheme(settings.url().getScheme())
                        .httpHost(settings.url().getHost())
                        .httpPort(settings.url().getPort())
                        .grpcHost(settings.grpc().substring(0, colon))
                        .grpcPort(Integer.parseInt(settings.grpc().substring(colon + 1))));
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }
}
