package io.freshet.local.registry;

import java.nio.file.Path;

/**
 * Where the registry lives.
 *
 * @param file its memory; created when missing, continued when there
 * @param port on 127.0.0.1; 0 takes a free one
 */
public record LocalRegistrySettings(Path file, int port) {
    public LocalRegistrySettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        file = file.toAbsolutePath().normalize();
    }
}
