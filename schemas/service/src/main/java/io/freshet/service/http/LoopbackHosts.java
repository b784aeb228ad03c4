package io.freshet.service.http;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a server on loopback may be addressed. Any other name in a request means that somebody's web
 * page had its name resolved to this machine, to reach a service that trusts who can reach it. The same page may also
 * send requests here without any trick, and its browser names where it is from: only pages of this machine are heard.
 */
final class LoopbackHosts {
    private static final Pattern NAMES = Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    private final String own;

    LoopbackHosts(String own) {
        this.own = own.toLowerCase(Locale.ROOT);
    }

    void require(Context request) {
        if (!accepts(request.header("Host"))) {
            throw new Problem(421, "WRONG_HOST", "this service answers to loopback names only");
        }
        String origin = request.header("Origin");
        if (origin != null && !acceptsOrigin(origin)) {
            throw new Problem(403, "FOREIGN_ORIGIN", "this service is not there for pages of other sites");
        }
    }

    /** An origin is a scheme and a host, or "null" for what the browser does not tell. */
    boolean acceptsOrigin(String origin) {
        int scheme = origin.indexOf("://");
        return scheme > 0 && accepts(origin.substring(scheme + 3));
    }

    boolean accepts(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return NAMES.matcher(name).matches() || name.equals(own) || name.startsWith(own + ":");
    }
}
