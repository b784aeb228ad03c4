package io.freshet.index.embed;

/**
 * How the pool works.
 *
 * @param threads how many batches are embedded at a time
 * @param batch most texts of a batch
 * @param slice most texts of a batch from one document while others wait
 */
public record PoolSettings(int threads, int batch, int slice) {}
