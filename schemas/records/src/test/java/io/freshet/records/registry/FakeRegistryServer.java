package io.freshet.records.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.freshet.records.RecordException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A registry over real HTTP that speaks Confluent's paths and fails as it is told. */
final class FakeRegistryServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    FakeRegistryServer() {
        this(plain());
    }

    FakeRegistryServer(HttpServer server) {
        this.server = server;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private static HttpServer plain() {
        try {
            return HttpServer.create(loopback(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    String url() {
        return "http://" + authority();
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    InMemoryRegistry registry() {
        return registry;
    }

    /** Answers the next request so, whatever it is. */
    FakeRegistryServer then(int status, String body) {
        script.add(new Answer(status, body));
        return this;
    }

    List<String> requests() {
        return requests;
    }

    List<String> authorizations() {
        return authorizations;
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        authorizations.add(authorization == null ? "none" : authorization);
        Answer scripted = script.poll();
        Answer answer = scripted == null ? answer(exchange) : scripted;
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        List<String> path = new ArrayList<>();
        for (String segment : exchange.getRequestURI().getRawPath().substring(1).split("/", -1)) {
            path.add(URLDecoder.decode(segment, StandardCharsets.UTF_8));
        }
        try {
            return new Answer(
                    200, route(exchange.getRequestMethod(), path, body).toString());
        } catch (RecordException e) {
            return refusal(e);
        }
    }

    private ObjectNode route(String method, List<String> path, JsonNode body) {
        ObjectNode answer = JSON.createObjectNode();
        String route = method + " " + path.get(0) + " " + path.size();
        switch (route) {
            case "POST subjects 3" -> answer.put("id", registry.register(path.get(1), text(body), false));
            case "POST subjects 2" -> answer.put("id", registry.lookup(path.get(1), text(body), false));
            case "GET schemas 3" -> put(answer, registry.byId(Integer.parseInt(path.get(2)), null));
            case "GET subjects 4" ->
                put(
                        answer,
                        path.get(3).equals("latest")
                                ? registry.latest(path.get(1))
                                : registry.version(path.get(1), Integer.parseInt(path.get(3))));
            case "POST compatibility 5" -> answer.put("is_compatible", registry.isCompatible(path.get(2), text(body)));
            case "PUT config 1", "PUT config 2" -> {
                Compatibility level =
                        Compatibility.valueOf(body.get("compatibility").asText());
                registry.setCompatibility(path.size() == 1 ? null : path.get(1), level);
            }
            case "GET config 1" -> answer.put("compatibilityLevel", level(null));
            case "GET config 2" -> answer.put("compatibilityLevel", level(path.get(1)));
            default -> throw new IllegalStateException(route);
        }
        return answer;
    }

    private String level(@Nullable String subject) {
        return registry.compatibility(subject)
                .orElseThrow(() -> new RecordException(RecordException.Code.UNKNOWN_SUBJECT, "no level"))
                .name();
    }

    private static void put(ObjectNode answer, SchemaVersion version) {
        answer.put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id());
        put(answer, version.text());
    }

    private static void put(ObjectNode answer, SchemaText text) {
        answer.put("schema", text.schema());
        ArrayNode references = answer.putArray("references");
        text.references().forEach(reference -> references
                .addObject()
                .put("name", reference.name())
                .put("subject", reference.subject())
                .put("version", reference.version()));
    }

    private static SchemaText text(JsonNode body) {
        List<SchemaReference> references = new ArrayList<>();
        body.path("references")
                .forEach(reference -> references.add(new SchemaReference(
                        reference.get("name").asText(),
                        reference.get("subject").asText(),
                        reference.get("version").asInt())));
        return new SchemaText(body.get("schema").asText(), references);
    }

    private static Answer refusal(RecordException e) {
        int error =
                switch (e.code()) {
                    case UNKNOWN_SUBJECT -> 40401;
                    case UNKNOWN_VERSION -> 40402;
                    case UNKNOWN_SCHEMA -> 40403;
                    case INCOMPATIBLE -> 409;
                    default -> 42201;
                };
        return new Answer(
                error == 409 ? 409 : error / 100, error(error, e.code().name().toLowerCase(Locale.ROOT)));
    }

    static String error(int code, @Nullable String message) {
        return JSON.createObjectNode()
                .put("error_code", code)
                .put("message", message)
                .toString();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private record Answer(int status, String body) {}
}
