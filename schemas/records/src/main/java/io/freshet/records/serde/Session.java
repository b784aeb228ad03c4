package io.freshet.records.serde;

import io.freshet.records.TrustedRecords;
import io.freshet.records.registry.HttpRegistryClient;
import io.freshet.records.registry.RegistryClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a serializer or deserializer has after {@code configure}.
 *
 * @param settings how to write and read
 * @param cache the schemas
 * @param owned the connection to close at the end, or null when somebody else closes it
 */
record Session(
        SerdeSettings settings, SchemaCache cache, @Nullable RegistryClient owned) {

    static Session open(Map<String, ?> configs, boolean key, @Nullable SchemaCache shared) {
        TrustedRecords.trust();
        SerdeSettings settings = SerdeSettings.of(configs, key);
        if (shared != null) {
            return new Session(settings, shared, null);
        }
        RegistryClient registry = new HttpRegistryClient(configs);
        return new Session(settings, new SchemaCache(registry, settings.limits(), System::nanoTime), registry);
    }

    void close() {
        if (owned != null) {
            owned.close();
        }
    }
}
