package io.freshet.records.registry;

import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/** Trust and key stores for the registry, in every form that Kafka itself takes (JKS, PKCS12, PEM). */
final class RegistryTls {

    private RegistryTls() {}

    static @Nullable SSLContext context(Map<String, ?> settings) {
        boolean given = settings.keySet().stream().anyMatch(name -> name.startsWith("ssl."));
        if (!given) {
            return null;
        }
        ConfigDef definition = new ConfigDef();
        SslConfigs.addClientSslSupport(definition);
        AbstractConfig config = new AbstractConfig(definition, settings, false);
        // The platform's HTTP client always checks the host name; a setting that has no effect would mislead.
        if (config.getString(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG)
                .isEmpty()) {
            throw new ConfigException("schema.registry.ssl.endpoint.identification.algorithm cannot be switched off");
        }
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(config.values());
            return factory.sslContext();
        }
    }
}
