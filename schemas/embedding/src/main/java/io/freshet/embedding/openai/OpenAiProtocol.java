package io.freshet.embedding.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.http.JsonCalls;
import io.freshet.embedding.http.RemoteEmbedder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/embeddings}. */
public final class OpenAiProtocol implements RemoteEmbedder.Protocol {
    private static final String PATH = "/embeddings";

    private final JsonCalls calls;
    private final String model;
    private final @Nullable Integer shortenTo;
    private final boolean base64;

    /**
     * @param shortenTo asked for as {@code dimensions}; null for models that cannot shorten their vectors
     * @param base64 whether vectors are asked for in base64
     */
    public OpenAiProtocol(JsonCalls calls, String model, @Nullable Integer shortenTo, boolean base64) {
        this.calls = calls;
        this.model = model;
        this.shortenTo = shortenTo;
        this.base64 = base64;
    }

    /** The answer's shape. */
    record Answer(@Nullable List<Item> data) {}

    /** One vector and the text it belongs to. */
    record Item(@Nullable Integer index, float @Nullable [] embedding) {}

    @Override
    public List<float[]> ask(List<String> texts, TextKind kind) throws EmbeddingException {
        ObjectNode request = JsonCalls.object();
        request.put("model", model).put("encoding_format", base64 ? "base64" : "float");
        if (shortenTo != null) {
            request.put("dimensions", shortenTo);
        }
        ArrayNode input = request.putArray("input");
        texts.forEach(input::add);
        Answer answer = calls.post(PATH, request, Answer.class, texts.size());
        return inOrder(answer.data() == null ? List.of() : answer.data(), texts.size());
    }

    /** A server that numbers nothing answers in order. */
    private static List<float[]> inOrder(List<Item> items, int texts) throws EmbeddingException {
        float[][] vectors = new float[texts][];
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            int index = item.index() == null ? i : item.index();
            if (index < 0 || index >= texts || vectors[index] != null || item.embedding() == null) {
                throw new EmbeddingException(Kind.UNAVAILABLE, "openai sent vectors that belong to no text", null);
            }
            vectors[index] = item.embedding();
        }
        return Arrays.stream(vectors).filter(Objects::nonNull).toList();
    }
}
