/**
 * What leaves the service: {@link io.freshet.ingest.publish.Outbox} for outcomes and dead letters of the stream, {@link
 * io.freshet.ingest.publish.EventPublisher} for events that came by HTTP.
 *
 * <p>A send counts only when Kafka has acknowledged it. Knows nothing of files and how they are read.
 */
@NullMarked
package io.freshet.ingest.publish;

import org.jspecify.annotations.NullMarked;
