package io.freshet.records.registry;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One address of the registry.
 *
 * @param base the URL without credentials and without a slash at the end
 * @param authorization the value of the Authorization header, or null to send none
 */
record Endpoint(URI base, @Nullable String authorization) {

    URI resolve(String path) {
        return URI.create(base + path);
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
