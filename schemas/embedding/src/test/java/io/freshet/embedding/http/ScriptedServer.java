package io.freshet.embedding.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A provider on loopback that gives the answers it was told to, in turn, and remembers what it was asked. */
public final class ScriptedServer implements AutoCloseable {
    public static final String KEY = "sk-very-secret";
    public static final Clock NOON = Clock.fixed(Instant.parse("2026-03-20T12:00:00Z"), ZoneOffset.UTC);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    private record Answer(int status, String body, String[] headers, Stall stall) {}

    private enum Stall {
        NEVER,
        BEFORE_THE_HEAD,
        INSIDE_THE_BODY
    }

    /** One request as it came. */
    public record Asked(String method, String address, String authorization, String body) {
        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public ScriptedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public ScriptedServer answering(int status, String body, String... headers) {
        answers.add(new Answer(status, body, headers, Stall.NEVER));
        return this;
    }

    ScriptedServer silent() {
        answers.add(new Answer(200, "", new String[0], Stall.BEFORE_THE_HEAD));
        return this;
    }

    ScriptedServer stoppingInTheMiddle() {
        answers.add(new Answer(200, "{}", new String[0], Stall.INSIDE_THE_BODY));
        return this;
    }

    public List<Asked> asked() {
        return asked;
    }

    public JsonCalls calls() {
        return calls(Duration.ofSeconds(10), 1 << 20);
    }

    JsonCalls calls(Duration requestTimeout, int maxAnswer) {
        return new JsonCalls(
                new Endpoint("fake", url("/v1"), KEY, Duration.ofSeconds(5), requestTimeout, maxAnswer), NOON);
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Answer answer = answers.remove();
            if (answer.stall() == Stall.BEFORE_THE_HEAD) {
                closing.await();
            }
            for (int i = 0; i < answer.headers().length; i += 2) {
                exchange.getResponseHeaders().add(answer.headers()[i], answer.headers()[i + 1]);
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), answer.stall() == Stall.INSIDE_THE_BODY ? 1000 : body.length);
            exchange.getResponseBody().write(body);
            if (answer.stall() == Stall.INSIDE_THE_BODY) {
                exchange.getResponseBody().flush();
                closing.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
