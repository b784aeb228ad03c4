package io.freshet.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The operator's calls about audits of the index. */
public final class AuditsClient {
    private static final Duration CALL_TIME = Duration.ofSeconds(30);

    private final URI index;
    private final Calls http = new Calls();

    public AuditsClient(URI index) {
        this.index = index;
    }

    /** Begins one; the generation that serves when none is named. */
    public JsonNode begin(@Nullable Integer generation, boolean repair, boolean force)
            throws IOException, InterruptedException, Refused {
        ObjectNode order =
                JsonNodeFactory.instance.objectNode().put("repair", repair).put("force", force);
        if (generation != null) {
            order.put("generation", generation);
        }
        return http.send(
                to("").header("Content-Type", "application/json").POST(BodyPublishers.ofString(order.toString())));
    }

    /** How it goes, or went. */
    public JsonNode one(String id) throws IOException, InterruptedException, Refused {
        return http.send(to("/" + id).GET());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(index.resolve("/v1/audits" + path)).timeout(CALL_TIME);
    }
}
