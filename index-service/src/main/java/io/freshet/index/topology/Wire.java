package io.freshet.index.topology;

import io.freshet.records.DeadLetter;
import io.freshet.records.ExtractedDocument;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/** How the values of the topics are written. */
public record Wire(Serde<ExtractedDocument> extracted, Serde<SpecificRecord> changes, Serde<DeadLetter> deadLetters) {}
