package io.freshet.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/** The operator's calls about generations of the index. */
public final class GenerationsClient {
    private static final Duration CALL_TIME = Duration.ofMinutes(5);

    private final URI index;
    private final Calls http = new Calls();

    public GenerationsClient(URI index) {
        this.index = index;
    }

    /** All of them. */
    public JsonNode all() throws IOException, InterruptedException, Refused {
        return http.send(to("").GET()).path("generations");
    }

    public JsonNode one(int number) throws IOException, InterruptedException, Refused {
        return http.send(to("/" + number).GET());
    }

    /** Orders another one; {@code kind} is rebuild or migrate. */
    public JsonNode order(String kind) throws IOException, InterruptedException, Refused {
        String body = JsonNodeFactory.instance.objectNode().put("kind", kind).toString();
        return http.send(to("").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    /** What is different between it and the one that serves. */
    public JsonNode comparison(int number) throws IOException, InterruptedException, Refused {
        return http.send(to("/" + number + "/comparison").GET());
    }

    public JsonNode serve(int number, boolean force) throws IOException, InterruptedException, Refused {
        return http.send(to("/" + number + "/serve?force=" + force).POST(BodyPublishers.noBody()));
    }

    public void drop(int number) throws IOException, InterruptedException, Refused {
        http.send(to("/" + number).DELETE());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(index.resolve("/v1/generations" + path)).timeout(CALL_TIME);
    }
}
