package io.freshet.store;

/** How much a tenant has stored, visible or not. */
public record IndexCounts(long chunks, long heads) {}
