package io.freshet.local;

import io.freshet.embedding.settings.EmbeddingSettings;
import io.freshet.index.IndexConfig;
import io.freshet.ingest.IngestConfig;
import io.freshet.query.GatewayConfig;
import io.freshet.service.config.ConfigException;
import io.freshet.service.config.ConfigReader;
import java.util.HashMap;
import java.util.Map;

/** The services' own configurations, with what is different on a laptop: addresses, folders, and less memory. */
final class ServiceConfigs {
    private final LocalSettings settings;
    private final Map<String, String> kafka;

    ServiceConfigs(LocalSettings settings, String bootstrapServers, String registryUrl) {
        this.settings = settings;
        this.kafka = Map.of(
                "freshet.kafka.bootstrap-servers", bootstrapServers,
                "freshet.kafka.partitions", "4",
                "freshet.kafka.replication-factor", "1",
                // There is one instance. Under a name of its own it takes over from the one that was killed at once,
                // instead of waiting until the broker believes that one dead.
                "freshet.kafka.client.group.instance.id", "local",
                "freshet.registry.urls", registryUrl);
    }

    IngestConfig ingest() throws ConfigException {
        Map<String, String> keys = new HashMap<>(kafka);
        keys.put("freshet.http.port", String.valueOf(settings.ingestPort()));
        keys.put("freshet.max-in-flight", "96MiB");
        keys.put("freshet.spool", folder("spool"));
        keys.put("freshet.workers.count", "1");
        keys.put("freshet.workers.heap", "256MiB");
        keys.put("freshet.workers.idle-stop", "30s");
        keys.put("freshet.workers.home", settings.workers().toString());
        keys.put("freshet.workers.cache", folder("cache"));
        keys.put("freshet.workers.temp", folder("temp"));
        keys.put("freshet.content.directory", folder("content"));
        keys.put("freshet.content.temp", folder("temp"));
        return read(IngestConfig.class, keys);
    }

    IndexConfig index() throws ConfigException {
        Map<String, String> keys = new HashMap<>(kafka);
        keys.put("freshet.http.port", String.valueOf(settings.indexPort()));
        keys.put("freshet.stream.state-directory", folder("streams"));
        keys.put("freshet.store.directory", folder("index"));
        keys.putAll(settings.indexing());
        return read(IndexConfig.class, keys);
    }

    GatewayConfig query() throws ConfigException {
        // Writer and gateway have the same clock.
        Map<String, String> keys = new HashMap<>();
        keys.put("freshet.http.port", String.valueOf(settings.queryPort()));
        keys.put("freshet.query.clock-skew", "0s");
        return read(GatewayConfig.class, keys);
    }

    /** The bundled model's, which needs nothing of the rest and loads while the rest starts. */
    static EmbeddingSettings embedding() throws ConfigException {
        return read(Embedding.class, Map.of()).embedding();
    }

    /** The part of both services' settings that they must have alike. */
    private record Embedding(EmbeddingSettings embedding) {}

    private String folder(String name) {
        return settings.data().resolve(name).toString();
    }

    private static <T extends Record> T read(Class<T> tree, Map<String, String> keys) throws ConfigException {
        return ConfigReader.read(tree, keys, Map.of(), Map.of()).value();
    }
}
