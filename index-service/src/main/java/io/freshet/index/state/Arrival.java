package io.freshet.index.state;

import io.freshet.records.ExtractedDocument;
import java.time.Instant;

/** An event where it stands in its topic, with its time there. */
public record Arrival(String topic, int partition, long offset, Instant at, ExtractedDocument event) {}
