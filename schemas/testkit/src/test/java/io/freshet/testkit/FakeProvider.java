package io.freshet.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * OpenAI, TEI and Cohere on loopback over {@link HashEmbedder}: it takes so many texts a request, refuses texts beyond its
 * window and those that hold a forbidden word, and answers as it was told to instead.
 */
final class FakeProvider implements AutoCloseable {
    static final String FORBIDDEN = "forbidden";
    static final int DIMENSIONS = 64;
    static final int WINDOW = 512;
    private static final int MOST_TEXTS = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HashEmbedder vectors = new HashEmbedder(DIMENSIONS);
    private final WordTokenCounter counter = new WordTokenCounter();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> instead = new ConcurrentLinkedQueue<>();

    private record Answer(int status, Object body, String retryAfter) {}

    FakeProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/embeddings", exchange -> answer(exchange, this::openAi));
        server.createContext("/embed", exchange -> answer(exchange, this::tei));
        server.createContext("/info", exchange -> answer(exchange, request -> info()));
        server.createContext("/v2/embed", exchange -> answer(exchange, this::cohere));
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answering(int status, String retryAfter) {
        instead.add(new Answer(status, Map.of(), retryAfter));
    }

    private interface Route {
        Answer apply(JsonNode request);
    }

    private void answer(HttpExchange exchange, Route route) throws IOException {
        try (exchange) {
            byte[] asked = exchange.getRequestBody().readAllBytes();
            Answer told = instead.poll();
            Answer answer = told == null ? route.apply(JSON.readTree(asked)) : told;
            if (!answer.retryAfter().isEmpty()) {
                exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
            }
            byte[] body = JSON.writeValueAsString(answer.body()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer openAi(JsonNode request) {
        List<String> texts = texts(request.path("input"));
        if (refused(texts)) {
            return new Answer(400, Map.of("error", Map.of("code", "invalid_input")), "");
        }
        List<Object> data = new ArrayList<>();
        for (int i = texts.size() - 1; i >= 0; i--) {
            float[] vector = vector(texts.get(i));
            Object embedding = request.path("encoding_format").asText().equals("base64") ? base64(vector) : vector;
            data.add(Map.of("index", i, "embedding", embedding));
        }
        return new Answer(200, Map.of("data", data), "");
    }

    private Answer tei(JsonNode request) {
        List<String> texts = texts(request.path("inputs"));
        return refused(texts)
                ? new Answer(413, Map.of("error", "no", "error_type", "Validation"), "")
                : new Answer(200, texts.stream().map(this::vector).toList(), "");
    }

    private static Answer info() {
        return new Answer(200, Map.of("model_id", "hash-of-words", "max_input_length", WINDOW), "");
    }

    private Answer cohere(JsonNode request) {
        List<String> texts = texts(request.path("texts"));
        return refused(texts)
                ? new Answer(422, Map.of("message", "no"), "")
                : new Answer(
                        200,
                        Map.of(
                                "embeddings",
                                Map.of("float", texts.stream().map(this::vector).toList())),
                        "");
    }

    private static List<String> texts(JsonNode input) {
        List<String> texts = new ArrayList<>();
        input.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private boolean refused(List<String> texts) {
        return texts.size() > MOST_TEXTS
                || texts.stream().anyMatch(text -> text.contains(FORBIDDEN) || counter.count(text) > WINDOW);
    }

    /** Of another length than one. */
    private float[] vector(String text) {
        float[] vector = vectors.embed(text);
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= 4;
        }
        return vector;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
