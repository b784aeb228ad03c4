package io.freshet.index.write;

import io.freshet.service.patience.Patience;
import java.time.Duration;

/**
 * The rhythm of the writer.
 *
 * @param poll how long to wait for records
 * @param sync how often what was accepted is made durable and its positions committed, at most
 * @param backOff the pauses before asking a store again that did not answer; there is no last time
 * @param calls between which bounds calls to the store adapt
 * @param landing how long a write may still land whose outcome is unknown; nothing is written before that is over
 * @param lease how long a poll shows that the partitions are ours; must be shorter than the group's session
 */
public record WriterSettings(
        Duration poll, Duration sync, Patience backOff, CallLimits calls, Duration landing, Duration lease) {}
