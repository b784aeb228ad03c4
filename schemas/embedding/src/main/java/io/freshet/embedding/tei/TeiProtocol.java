package io.freshet.embedding.tei;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.http.JsonCalls;
import io.freshet.embedding.http.RemoteEmbedder;
import java.util.List;

/** {@code POST /embed}, after a look at {@code GET /info}: the server decides what model it runs, not the request. */
public final class TeiProtocol implements RemoteEmbedder.Protocol {
    private final JsonCalls calls;
    private final EmbeddingModel model;
    private volatile boolean compared;

    public TeiProtocol(JsonCalls calls, EmbeddingModel model) {
        this.calls = calls;
        this.model = model;
    }

    @Override
    public List<float[]> ask(List<String> texts, TextKind kind) throws EmbeddingException {
        if (!compared) {
            compare(calls.get("/info"));
            compared = true;
        }
        ObjectNode request = JsonCalls.object();
        // Cutting is ours to do: what the server cuts, nobody learns of.
        request.put("normalize", true).put("truncate", false);
        ArrayNode inputs = request.putArray("inputs");
        texts.forEach(inputs::add);
        return List.of(calls.post("/embed", request, float[][].class, texts.size()));
    }

    private void compare(JsonNode info) throws EmbeddingException {
        String served = info.path("model_id").asText("");
        if (!served.equals(model.id())) {
            throw EmbeddingException.misconfigured(
                    "tei serves the model " + served + ", configured is " + model.id(), null);
        }
        int window = info.path("max_input_length").asInt(model.maxTokens());
        if (window < model.maxTokens()) {
            throw EmbeddingException.misconfigured(
                    "tei takes texts of up to " + window + " tokens, configured as max-tokens are " + model.maxTokens(),
                    null);
        }
    }
}
