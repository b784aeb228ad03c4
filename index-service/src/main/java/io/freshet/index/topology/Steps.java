package io.freshet.index.topology;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.TokenCounter;
import io.freshet.index.chunk.Chunker;
import io.freshet.index.chunk.Context;
import io.freshet.index.deadletter.DeadLetters;
import io.freshet.index.metrics.IndexMeters;
import io.freshet.service.patience.Patience;
import io.freshet.service.patience.Pauser;
import java.time.Duration;

/**
 * What the steps work with.
 *
 * @param mostNewChunks how many texts of one change are embedded; a change with more fails
 * @param patience how long a failing embedder is asked again before the transaction is undone
 * @param rememberDeletions how long a late event cannot bring a deleted document back
 */
public record Steps(
        Chunker chunker,
        Context context,
        Embedder embedder,
        TokenCounter tokens,
        int mostNewChunks,
        Patience patience,
        Pauser pauser,
        Duration rememberDeletions,
        DeadLetters deadLetters,
        IndexMeters meters) {}
