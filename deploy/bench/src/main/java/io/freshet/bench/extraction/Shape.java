package io.freshet.bench.extraction;

/** What both sides have in common. */
record Shape(int workers, long heapBytes, int maxChars, int maxBlockChars, int embeddedDepth, int maxEmbedded) {}
