package io.freshet.index.topology;

import io.freshet.embedding.TokenCounter;
import io.freshet.index.chunk.Chunker;
import io.freshet.index.chunk.Context;
import io.freshet.index.deadletter.DeadLetters;
import io.freshet.index.embed.AnswerWait;
import io.freshet.index.embed.EmbeddingPool;
import io.freshet.index.metrics.IndexMeters;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the steps work with.
 *
 * @param chunkers cuts the documents of a source; null is none
 * @param modelId the model of the pool's embedder
 * @param pool where texts are embedded; it outlives the stream
 * @param answerWait how a step waits for the pool
 * @param bounds what may wait
 * @param rememberDeletions how long a late event cannot bring a deleted document back
 * @param predecessor what is known of documents that are new to this stream
 */
public record Steps(
        Function<@Nullable String, Chunker> chunkers,
        Context context,
        String modelId,
        EmbeddingPool pool,
        AnswerWait answerWait,
        TokenCounter tokens,
        WaitingBounds bounds,
        Duration rememberDeletions,
        DeadLetters deadLetters,
        IndexMeters meters,
        Predecessor predecessor) {}
