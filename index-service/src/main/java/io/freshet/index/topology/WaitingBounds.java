package io.freshet.index.topology;

import java.time.Duration;

/**
 * What one task takes on at a time, and how long it waits.
 *
 * @param documents most documents that are worked on; more wait behind them, in the store alone
 * @param texts most texts of those documents
 * @param chunks most chunks of a document; one with more fails
 * @param atOnce how long a change of few texts is waited for in place, instead of writing it down first
 * @param stretch how long all tasks together hold up the stream while too much waits, before it reads on nevertheless
 */
public record WaitingBounds(int documents, int texts, int chunks, Duration atOnce, Duration stretch) {}
