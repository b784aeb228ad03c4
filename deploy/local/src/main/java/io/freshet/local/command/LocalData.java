package io.freshet.local.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a local Freshet keeps everything. */
final class LocalData {
    private LocalData() {}

    static Path of(@Nullable Path given) {
        Path home = Path.of(System.getProperty("user.home"), ".freshet");
        return (given == null ? home : given).toAbsolutePath().normalize();
    }
}
