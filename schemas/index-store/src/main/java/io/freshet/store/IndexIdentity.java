package io.freshet.store;

/** What must be equal for vectors to be comparable, written into the index. */
public record IndexIdentity(String modelId, int dimensions) {}
