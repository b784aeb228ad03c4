package io.freshet.service.http;

import io.freshet.service.health.Check;
import io.freshet.service.health.Readiness;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service's HTTP server: its own routes, and those that every service has. */
public final class HttpServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

    private final HttpSettings settings;
    private final Javalin javalin;

    /**
     * Prepares the server without opening the port.
     *
     * @param owner a class beside whose resources {@code openapi.yaml} lies
     */
    public HttpServer(
            Class<?> owner,
            HttpSettings settings,
            List<Check> checks,
            PrometheusMeterRegistry meters,
            Consumer<JavalinDefaultRoutingApi> routes) {
        this.settings = settings;
        this.javalin = Javalin.create(config -> {
            configure(config, settings, owner.getSimpleName());
            Problems.translate(config.routes);
            config.routes.before(new LoopbackHosts(settings.host())::require);
            operatorRoutes(config.routes, checks, meters, contract(owner));
            routes.accept(config.routes);
        });
    }

    private static void configure(JavalinConfig config, HttpSettings settings, String name) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.jsonMapper(new JavalinJackson(Json.mapper(), false));
        config.router.javaLangErrorHandler(Problems::answerError);
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = settings.maxBody().bytes();
        config.jetty.host = settings.host();
        config.jetty.port = settings.port();
        config.jetty.threadPool = threads(settings, name);
        config.jetty.modifyHttpConfiguration(http -> refine(http, settings));
        config.jetty.modifyServer(server -> server.setErrorHandler(new RefusedEarly()));
    }

    private static QueuedThreadPool threads(HttpSettings settings, String name) {
        QueuedThreadPool pool = new QueuedThreadPool(settings.threads(), 4);
        pool.setName(name + "-http");
        return pool;
    }

    private static void refine(HttpConfiguration http, HttpSettings settings) {
        http.setSendServerVersion(false);
        http.setIdleTimeout(settings.idleTimeout().toMillis());
        // A document id is one path segment and may hold an encoded slash.
        http.setUriCompliance(UriCompliance.from("DEFAULT,AMBIGUOUS_PATH_SEPARATOR,AMBIGUOUS_PATH_ENCODING"));
    }

    private static void operatorRoutes(
            JavalinDefaultRoutingApi routes, List<Check> checks, PrometheusMeterRegistry meters, String contract) {
        routes.get("/livez", request -> request.result("ok"));
        routes.get("/readyz", request -> readiness(request, checks));
        routes.get("/metrics", request -> request.contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(meters.scrape()));
        routes.get("/openapi.yaml", request -> request.contentType("application/yaml")
                .result(contract));
    }

    private static void readiness(Context request, List<Check> checks) {
        Readiness readiness = Readiness.of(checks);
        request.status(readiness.ready() ? 200 : 503).json(readiness);
    }

    private static String contract(Class<?> owner) {
        try (InputStream yaml =
                owner.getResourceAsStream("/" + owner.getPackageName().replace('.', '/') + "/openapi.yaml")) {
            if (yaml == null) {
                throw new IllegalStateException("no openapi.yaml beside " + owner.getName());
            }
            return new String(yaml.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Opens the port. */
    public void start() throws IOException {
        try {
            javalin.start();
        } catch (RuntimeException failed) {
            throw explained(failed);
        }
        log.atInfo()
                .addKeyValue("host", settings.host())
                .addKeyValue("port", port())
                .log("listening");
    }

    private IOException explained(RuntimeException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return new IOException("port " + settings.port() + " on " + settings.host() + " is in use", failed);
            }
        }
        return new IOException("cannot listen on " + settings.host() + ":" + settings.port(), failed);
    }

    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
