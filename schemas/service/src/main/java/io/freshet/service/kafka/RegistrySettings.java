package io.freshet.service.kafka;

import io.freshet.service.config.Default;
import io.freshet.service.config.Doc;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How to reach the schema registry; any that speaks Confluent's REST API will do. */
public record RegistrySettings(
        @Doc("Base addresses of the registry, tried in turn.") @Default("http://127.0.0.1:8085")
        List<URI> urls,

        @Doc("Whether new schemas are registered by the services; off where deployments register them.")
        @Default("true")
        boolean autoRegister,

        @Doc("Any setting of Confluent's serializers, such as basic.auth.user.info or freshet.serializer.")
        Map<String, String> client) {

    public RegistrySettings {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("urls must name at least one registry");
        }
        urls = List.copyOf(urls);
        client = Map.copyOf(client);
    }

    /** Properties to configure serializers with, in Confluent's names. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("schema.registry.url", urls.stream().map(URI::toString).collect(Collectors.joining(",")));
        properties.put("auto.register.schemas", autoRegister);
        return properties;
    }
}
