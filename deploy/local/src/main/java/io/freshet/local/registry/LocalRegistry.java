package io.freshet.local.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running schema registry on 127.0.0.1; its ids stay what they are over restarts. */
public final class LocalRegistry implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LocalRegistry.class);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int THREADS = 4;

    private final ObjectMapper json = new ObjectMapper();
    private final Journal journal;
    private final Routes routes;
    private final HttpServer server;
    private final ExecutorService threads;

    private LocalRegistry(Journal journal, Routes routes, HttpServer server) {
        this.journal = journal;
        this.routes = routes;
        this.server = server;
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "schema-registry");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Returns when clients can connect.
     *
     * @throws LocalRegistryException when the port is taken or the file cannot be used
     */
    public static LocalRegistry start(LocalRegistrySettings settings) throws LocalRegistryException {
        try {
            Journal journal = Journal.open(settings.file());
            try {
                return serve(settings, journal);
            } catch (IOException | RuntimeException e) {
                journal.close();
                throw e;
            }
        } catch (BindException e) {
            throw new LocalRegistryException(
                    "port " + settings.port() + " is in use, so the schema registry cannot listen on it", e);
        } catch (IOException | RuntimeException e) {
            throw new LocalRegistryException(
                    "the schema registry cannot use " + settings.file() + ": " + e.getMessage(), e);
        }
    }

    private static LocalRegistry serve(LocalRegistrySettings settings, Journal journal) throws IOException {
        Routes routes = new Routes(new Subjects(journal));
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), settings.port());
        LocalRegistry registry = new LocalRegistry(journal, routes, HttpServer.create(address, 0));
        registry.server.createContext("/", registry::handle);
        registry.server.setExecutor(registry.threads);
        registry.server.start();
        log.atInfo().addKeyValue("url", registry.url()).log("schema registry is up");
        return registry;
    }

    /** What clients are given as their registry's address. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                send(exchange, 200, routes.answer(Request.of(exchange)));
            } catch (RegistryException e) {
                refuse(exchange, e);
            } catch (RuntimeException e) {
                refuse(exchange, RegistryException.storeFailed(e));
            }
        }
    }

    private void refuse(HttpExchange exchange, RegistryException e) throws IOException {
        if (e.status() >= 500) {
            log.atError().addKeyValue("code", e.code()).setCause(e).log("schema registry failed");
        }
        send(exchange, e.status(), Map.of("error_code", e.code(), "message", String.valueOf(e.getMessage())));
    }

    private void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : bytes.length);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Cuts off requests under way: what was answered is on disk already. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            journal.close();
        } catch (IOException e) {
            log.atWarn().setCause(e).log("the schema registry's file did not close");
        }
    }
}
