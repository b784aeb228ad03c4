package io.freshet.store.weaviate;

import io.freshet.store.weaviate.Refusal.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Asks the server whether it is ready. */
final class ReadyProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final WeaviateSettings settings;
    private final URI ready;
    private @Nullable HttpClient http;

    ReadyProbe(WeaviateSettings settings) {
        this.settings = settings;
        this.ready = settings.url().resolve("/v1/.well-known/ready");
    }

    void check() throws Refusal {
        int status;
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(ready).timeout(PATIENCE).build();
            status =
                    http().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new Refusal(Kind.TRANSIENT, settings.url() + " cannot be reached: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Kind.TRANSIENT, "interrupted", e);
        }
        if (status != 200) {
            throw new Refusal(Kind.TRANSIENT, settings.url() + " is not ready: HTTP " + status, null);
        }
    }

    private synchronized HttpClient http() throws Refusal {
        HttpClient known = http;
        if (known == null) {
            HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
            TrustManagerFactory trust = ClientConfig.trust(settings.trustStore());
            if (trust != null) {
                builder.sslContext(context(trust));
            }
            known = builder.build();
            http = known;
        }
        return known;
    }

    private static SSLContext context(TrustManagerFactory trust) throws Refusal {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new Refusal(Kind.TRANSIENT, "no TLS: " + e.getMessage(), e);
        }
    }
}
