/**
 * The contract of events: how they are read from JSON and CloudEvents, and what holds for them however they arrive. Used by
 * the HTTP route, by the consumer of the stream and by the linter; knows neither HTTP nor Kafka.
 */
@NullMarked
package io.freshet.ingest.event;

import org.jspecify.annotations.NullMarked;
