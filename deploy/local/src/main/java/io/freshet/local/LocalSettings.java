package io.freshet.local;

import java.nio.file.Path;

/**
 * What a local Freshet is started with; a port of 0 takes a free one.
 *
 * @param workers folder with the class path of the extraction workers
 */
public record LocalSettings(Path data, int ingestPort, int queryPort, int kafkaPort, int registryPort, Path workers) {}
