package io.freshet.bench.edits;

/**
 * What one change cost.
 *
 * @param chunks that were embedded
 * @param tokens of their texts
 * @param seconds from publishing to an answer of a search that shows it
 * @param processor seconds of processor time until then
 */
record Cost(double chunks, double tokens, double seconds, double processor) {}
