package io.freshet.local.kafka;

import java.nio.file.Path;

/**
 * Where the broker lives.
 *
 * @param directory its log; created when missing, continued when there
 * @param port on 127.0.0.1; 0 takes a free one
 */
public record EmbeddedKafkaSettings(Path directory, int port) {
    public EmbeddedKafkaSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        directory = directory.toAbsolutePath().normalize();
    }
}
