package io.freshet.query.http;

import io.freshet.service.http.Problem;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The page for people. Its few files are read once and served by exact name, so no path leads anywhere else. */
public final class PageRoutes {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private record File(byte[] content, String type) {}

    private final File page = load("index.html", "text/html; charset=utf-8");
    private final Map<String, File> parts = Map.of(
            "page.css", load("page.css", "text/css; charset=utf-8"),
            "page.js", load("page.js", "text/javascript; charset=utf-8"),
            "icon.svg", load("icon.svg", "image/svg+xml"));

    /** Adds the routes. */
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/", request -> send(request, page));
        routes.get("/web/{file}", this::part);
    }

    private void part(Context request) {
        File file = parts.get(request.pathParam("file"));
        if (file == null) {
            throw new Problem(404, "NOT_FOUND", "there is nothing at this address");
        }
        send(request, file);
    }

    private static void send(Context request, File file) {
        request.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-cache")
                .contentType(file.type())
                .result(file.content());
    }

    private static File load(String name, String type) {
        try (InputStream content = PageRoutes.class.getResourceAsStream("/web/" + name)) {
            if (content == null) {
                throw new IllegalStateException("the page lacks " + name);
            }
            return new File(content.readAllBytes(), type);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
