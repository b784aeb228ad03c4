package io.freshet.index.write;

import io.freshet.service.patience.Patience;
import java.time.Duration;

/**
 * The rhythm of the writer.
 *
 * @param poll how long to wait for records
 * @param sync how often what was accepted is made durable and its positions committed, at most
 * @param backOff the pauses before asking a store again that did not answer; there is no last time
 */
public record WriterSettings(Duration poll, Duration sync, Patience backOff) {}
