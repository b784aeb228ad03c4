package io.freshet.ingest.content;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the list: a scheme, a host (or, after {@code *.}, what its name ends with), a port, and the beginning of the
 * path, which ends where a segment does.
 *
 * @param host a bucket for {@code s3}, empty for {@code file}
 */
record AllowedPlace(String scheme, String host, boolean subdomains, int port, String path) {

    private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443);
    private static final Set<String> SCHEMES = Set.of("http", "https", "s3", "file");
    private static final String ANY = "://*.";

    static AllowedPlace parse(String entry) {
        try {
            boolean subdomains = entry.contains(ANY);
            return of(URI.create(subdomains ? entry.replace(ANY, "://") : entry), subdomains);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "allow: '" + entry + "' is no place to fetch from: " + e.getMessage(), e);
        }
    }

    private static AllowedPlace of(URI entry, boolean subdomains) {
        String scheme = scheme(entry);
        require(SCHEMES.contains(scheme), "it must begin with http://, https://, s3:// or file:///");
        require(
                entry.getRawUserInfo() == null && entry.getRawQuery() == null && entry.getRawFragment() == null,
                "it must not have a user, a query or a fragment");
        String path = entry.getRawPath() == null ? "" : entry.getRawPath();
        require(!DotSegments.in(path), "its path must not have . or ..");
        String host = host(entry, scheme);
        if (host == null) {
            throw new IllegalArgumentException("it has no host; write names with other letters in their xn-- form");
        }
        require(!subdomains || (PORTS.containsKey(scheme) && host.contains(".")), "*. goes before a domain name");
        require(!scheme.equals("file") || path.length() > 1, "name a directory");
        return new AllowedPlace(scheme, host, subdomains, port(entry, scheme), path);
    }

    boolean covers(URI reference) {
        String itsHost = host(reference, scheme(reference));
        return scheme.equals(scheme(reference))
                && itsHost != null
                && coversHost(itsHost)
                && port == port(reference, scheme)
                && coversPath(reference.getRawPath());
    }

    Path realDirectory() throws IOException {
        Path directory = Path.of(URI.create("file://" + path));
        return Files.exists(directory) ? directory.toRealPath() : directory;
    }

    private boolean coversHost(String name) {
        return subdomains ? name.endsWith("." + host) : name.equals(host);
    }

    private boolean coversPath(String name) {
        boolean wholeSegments = path.endsWith("/") || path.isEmpty();
        return wholeSegments ? name.startsWith(path) : (name + "/").startsWith(path + "/");
    }

    private static String scheme(URI uri) {
        return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    }

    /** Null when it has none that can be compared. */
    private static @Nullable String host(URI uri, String scheme) {
        return switch (scheme) {
            case "file" -> uri.getRawAuthority() == null && !uri.isOpaque() ? "" : null;
            case "s3" ->
                uri.getRawAuthority() != null && uri.getRawAuthority().matches("[A-Za-z0-9._-]+")
                        ? uri.getRawAuthority()
                        : null;
            default -> uri.getHost() == null ? null : uri.getHost().toLowerCase(Locale.ROOT);
        };
    }

    private static int port(URI uri, String scheme) {
        return uri.getPort() >= 0 ? uri.getPort() : PORTS.getOrDefault(scheme, -1);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
