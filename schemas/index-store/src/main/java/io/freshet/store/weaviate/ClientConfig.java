package io.freshet.store.weaviate;

import io.freshet.store.weaviate.Refusal.Kind;
import io.weaviate.client6.v1.api.Authentication;
import io.weaviate.client6.v1.api.Config;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The settings as the client wants them. */
final class ClientConfig {
    /** What gRPC servers take when they say nothing. */
    static final int DEFAULT_MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

    private ClientConfig() {}

    static Config of(WeaviateSettings settings, @Nullable Authentication authentication) throws Refusal {
        TrustManagerFactory trust = trust(settings.trustStore());
        return Config.of(custom -> {
            // The scheme comes first: it sets both ports.
            custom.scheme(settings.url().getScheme())
                    .httpHost(settings.url().getHost())
                    .httpPort(port(settings))
                    .grpcHost(grpcHost(settings))
                    .grpcPort(grpcPort(settings))
                    .timeout(
                            seconds(settings.deadlines().admin()),
                            seconds(settings.deadlines().query()),
                            seconds(settings.deadlines().write()));
            if (trust != null) {
                custom.trustManagerFactory(trust);
            }
            if (authentication != null) {
                custom.authentication(authentication);
            }
            return custom;
        });
    }

    static @Nullable TrustManagerFactory trust(WeaviateSettings.@Nullable TrustStore store) throws Refusal {
        if (store == null) {
            return null;
        }
        try (InputStream in = Files.newInputStream(store.path())) {
            KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
            keys.load(in, store.password().toCharArray());
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(keys);
            return factory;
        } catch (IOException | GeneralSecurityException e) {
            throw new Refusal(Kind.TRANSIENT, "the trust store " + store.path() + " cannot be read: " + e, e);
        }
    }

    private static int port(WeaviateSettings settings) {
        int port = settings.url().getPort();
        return port > 0 ? port : "https".equals(settings.url().getScheme()) ? 443 : 80;
    }

    private static String grpcHost(WeaviateSettings settings) {
        return settings.grpc().substring(0, settings.grpc().lastIndexOf(':'));
    }

    private static int grpcPort(WeaviateSettings settings) {
        return Integer.parseInt(settings.grpc().substring(settings.grpc().lastIndexOf(':') + 1));
    }

    private static int seconds(Duration duration) {
        return (int) Math.max(1, duration.toSeconds());
    }
}
