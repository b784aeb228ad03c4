package io.freshet.index.embed;

import java.util.UUID;

/** A text that somebody wants a vector for. */
public record Asked(String document, UUID chunkId, String text) {}
