package io.freshet.index.audit;

/**
 * A row that differs from what the log says, for certain.
 *
 * @param entry the last change of its key when that was found out
 */
public record Drift(DriftKind kind, RowKey key, Truth.Entry entry) {}
