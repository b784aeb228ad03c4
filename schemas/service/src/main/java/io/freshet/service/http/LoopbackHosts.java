package io.freshet.service.http;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a server on loopback may be addressed. Any other name in a request means that somebody's web
 * page had its name resolved to this machine, to reach a service that trusts who can reach it.
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
    }

    boolean accepts(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return NAMES.matcher(name).matches() || name.equals(own) || name.startsWith(own + ":");
    }
}
