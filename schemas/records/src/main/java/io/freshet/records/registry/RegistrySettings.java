package io.freshet.records.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the registry, read from settings under Confluent's names. As with Confluent, all but the URL may also be
 * given with {@code schema.registry.} in front, which wins; TLS settings only so, because the bare ones are for brokers.
 *
 * @param endpoints where the registry listens, in order of preference
 * @param tls what to trust and to show, or null for the platform's defaults
 * @param connectTimeout bound of making a connection
 * @param requestTimeout bound of one request
 * @param retries how often all endpoints are tried again after the first round
 * @param retryWait the pause before the second round; it doubles from round to round
 * @param retryMaxWait the longest pause
 */
record RegistrySettings(
        List<Endpoint> endpoints,
        @Nullable SSLContext tls,
        Duration connectTimeout,
        Duration requestTimeout,
        int retries,
        Duration retryWait,
        Duration retryMaxWait) {
    static final String PREFIX = "schema.registry.";
    static final String URL = "schema.registry.url";

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    URL,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.Importance.HIGH,
                    "URLs of the registry.")
            .define(
                    "http.connect.timeout.ms",
                    ConfigDef.Type.INT,
                    5_000,
                    ConfigDef.Range.atLeast(1),
                    ConfigDef.Importance.LOW,
                    "Connect.")
            .define(
                    "http.read.timeout.ms",
                    ConfigDef.Type.INT,
                    10_000,
                    ConfigDef.Range.atLeast(1),
                    ConfigDef.Importance.LOW,
                    "Request.")
            .define(
                    "max.retries",
                    ConfigDef.Type.INT,
                    3,
                    ConfigDef.Range.atLeast(0),
                    ConfigDef.Importance.LOW,
                    "Further rounds.")
            .define(
                    "retries.wait.ms",
                    ConfigDef.Type.INT,
                    200,
                    ConfigDef.Range.atLeast(0),
                    ConfigDef.Importance.LOW,
                    "First pause.")
            .define(
                    "retries.max.wait.ms",
                    ConfigDef.Type.INT,
                    2_000,
                    ConfigDef.Range.atLeast(0),
                    ConfigDef.Importance.LOW,
                    "Last pause.");

    static RegistrySettings of(Map<String, ?> settings) {
        Map<String, Object> effective = effective(settings);
        AbstractConfig config = new AbstractConfig(DEFINITION, effective, false);
        return new RegistrySettings(
                Credentials.endpoints(config.getList(URL), effective),
                RegistryTls.context(config.originalsWithPrefix(PREFIX)),
                millis(config, "http.connect.timeout.ms"),
                millis(config, "http.read.timeout.ms"),
                config.getInt("max.retries"),
                millis(config, "retries.wait.ms"),
                millis(config, "retries.max.wait.ms"));
    }

    private static Map<String, Object> effective(Map<String, ?> settings) {
        Map<String, Object> effective = new HashMap<>(settings);
        settings.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !name.equals(URL)) {
                effective.put(name.substring(PREFIX.length()), value);
            }
        });
        return effective;
    }

    private static Duration millis(AbstractConfig config, String name) {
        return Duration.ofMillis(config.getInt(name));
    }
}
