package io.freshet.records.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freshet.records.RecordException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to the registry, from endpoint to endpoint and again after a pause, until one answers or the rounds are
 * used up. Begins with the endpoint that answered last.
 */
final class RegistryHttp {
    private static final Logger log = LoggerFactory.getLogger(RegistryHttp.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";
    private static final String ACCEPT = TYPE + ", application/vnd.schemaregistry+json;q=0.9, application/json;q=0.5";

    private final RegistrySettings settings;
    private final HttpClient client;
    private final Pause pause;
    private final DoubleSupplier jitter;
    private volatile int preferred;

    /**
     * Prepares to send; connects when first used.
     *
     * @param jitter numbers from 0 to 1 that spread the pauses of many clients
     */
    RegistryHttp(RegistrySettings settings, Pause pause, DoubleSupplier jitter) {
        this.settings = settings;
        this.pause = pause;
        this.jitter = jitter;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout());
        if (settings.tls() != null) {
            builder.sslContext(settings.tls());
        }
        this.client = builder.build();
    }

    JsonNode send(String method, String path, @Nullable JsonNode body) {
        try {
            return rounds(method, path, body);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private JsonNode rounds(String method, String path, @Nullable JsonNode body) throws InterruptedException {
        int endpoints = settings.endpoints().size();
        int first = preferred;
        IOException last = new IOException("not tried");
        for (int round = 0; round <= settings.retries(); round++) {
            if (round > 0) {
                pause.pause(pauseBefore(round));
            }
            for (int i = 0; i < endpoints; i++) {
                int index = (first + i) % endpoints;
                try {
                    JsonNode answer = once(settings.endpoints().get(index), method, path, body);
                    preferred = index;
                    return answer;
                } catch (IOException e) {
                    last = e;
                    log.atDebug()
                            .addKeyValue("endpoint", settings.endpoints().get(index))
                            .setCause(e)
                            .log("registry did not answer");
                }
            }
        }
        throw new RegistryUnavailableException(
                "registry " + settings.endpoints() + " does not answer: " + last.getMessage(), last);
    }

    private JsonNode once(Endpoint endpoint, String method, String path, @Nullable JsonNode body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(settings.requestTimeout())
                .header("Accept", ACCEPT)
                .header("Content-Type", TYPE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (endpoint.authorization() != null) {
            request.header("Authorization", endpoint.authorization());
        }
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        int status = response.statusCode();
        if (RegistryErrors.isTransient(status)) {
            throw new IOException("status " + status + " from " + endpoint);
        }
        String what = method + " " + path + " at " + endpoint;
        JsonNode answer = parse(response.body());
        if (status / 100 != 2) {
            throw RegistryErrors.permanent(status, answer, what);
        }
        if (answer == null) {
            throw new RecordException(RecordException.Code.NOT_A_REGISTRY, "no JSON came back from " + what);
        }
        return answer;
    }

    private static @Nullable JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private Duration pauseBefore(int round) {
        long doubled = settings.retryWait().toMillis() << Math.min(round - 1, 20);
        long longest = Math.min(doubled, settings.retryMaxWait().toMillis());
        return Duration.ofMillis(Math.round(longest * (0.5 + jitter.getAsDouble() / 2)));
    }

    /** Waits; a seam for tests. */
    interface Pause {
        void pause(Duration duration) throws InterruptedException;
    }
}
