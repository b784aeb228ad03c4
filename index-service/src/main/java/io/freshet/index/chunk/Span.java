package io.freshet.index.chunk;

/** A stretch of a text, end exclusive. */
record Span(int start, int end) {}
