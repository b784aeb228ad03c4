package io.freshet.embedding.cohere;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.http.JsonCalls;
import io.freshet.embedding.http.RemoteEmbedder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /v2/embed}. */
public final class CohereProtocol implements RemoteEmbedder.Protocol {
    private final JsonCalls calls;
    private final String model;
    private final @Nullable Integer shortenTo;

    /** @param shortenTo asked for as {@code output_dimension}; null for models that cannot shorten their vectors */
    public CohereProtocol(JsonCalls calls, String model, @Nullable Integer shortenTo) {
        this.calls = calls;
        this.model = model;
        this.shortenTo = shortenTo;
    }

    /** The answer's shape. */
    record Answer(@Nullable Embeddings embeddings) {}

    /** Vectors by type; only one is asked for. */
    record Embeddings(@JsonProperty("float") float @Nullable [][] floats) {}

    @Override
    public List<float[]> ask(List<String> texts, TextKind kind) throws EmbeddingException {
        ObjectNode request = JsonCalls.object();
        request.put("model", model)
                .put("input_type", kind == TextKind.QUERY ? "search_query" : "search_document")
                .put("truncate", "NONE");
        request.putArray("embedding_types").add("float");
        if (shortenTo != null) {
            request.put("output_dimension", shortenTo);
        }
        ArrayNode input = request.putArray("texts");
        texts.forEach(input::add);
        Embeddings embeddings =
                calls.post("/v2/embed", request, Answer.class, texts.size()).embeddings();
        return embeddings == null || embeddings.floats() == null ? List.of() : List.of(embeddings.floats());
    }
}
