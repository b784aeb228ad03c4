package io.freshet.local;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a local Freshet is started with; a port of 0 takes a free one.
 *
 * @param workers folder with the class path of the extraction workers
 * @param indexing settings of the index service beyond what is usual here, such as {@code freshet.next.enabled}
 */
public record LocalSettings(
        Path data,
        int ingestPort,
        int queryPort,
        int indexPort,
        int kafkaPort,
        int registryPort,
        Path workers,
        Map<String, String> indexing) {

    public LocalSettings {
        indexing = Map.copyOf(indexing);
    }
}
