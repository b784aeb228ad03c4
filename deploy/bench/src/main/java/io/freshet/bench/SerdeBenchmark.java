package io.freshet.bench;

import io.freshet.records.DocumentEvent;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Topics;
import io.freshet.records.registry.InMemoryRegistry;
import io.freshet.records.serde.RecordSerdes;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serde;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Records to bytes and back as every stage does it, beside Avro's binary form alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SerdeBenchmark {
    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, Topics.DEFAULT_PARTITIONS);
    private final RecordSerdes serdes = new RecordSerdes(Map.of(), new InMemoryRegistry());
    private final String eventTopic = topics.documents().name();
    private final String extractedTopic = topics.extracted().name();
    private final Serde<DocumentEvent> eventSerde = serdes.serde(topics.documents());
    private final Serde<ExtractedDocument> extractedSerde = serdes.serde(topics.extracted());
    private final DocumentEvent event = SampleRecords.event();
    private final ExtractedDocument extracted = SampleRecords.extracted();
    private final byte[] eventFrame = eventSerde.serializer().serialize(eventTopic, event);
    private final byte[] extractedFrame = extractedSerde.serializer().serialize(extractedTopic, extracted);
    private final PlainAvro<DocumentEvent> plainEvent =
            new PlainAvro<>(DocumentEvent.getClassSchema(), event.getSpecificData());
    private final PlainAvro<ExtractedDocument> plainExtracted =
            new PlainAvro<>(ExtractedDocument.getClassSchema(), extracted.getSpecificData());
    private final byte[] eventBytes = plainEvent.encode(event);
    private final byte[] extractedBytes = plainExtracted.encode(extracted);

    @Benchmark
    public byte[] encodeEvent() {
        return eventSerde.serializer().serialize(eventTopic, event);
    }

    @Benchmark
    public byte[] encodeEventLimit() {
        return plainEvent.encode(event);
    }

    @Benchmark
    public DocumentEvent decodeEvent() {
        return eventSerde.deserializer().deserialize(eventTopic, eventFrame);
    }

    @Benchmark
    public DocumentEvent decodeEventLimit() {
        return plainEvent.decode(eventBytes);
    }

    @Benchmark
    public byte[] encodeExtracted() {
        return extractedSerde.serializer().serialize(extractedTopic, extracted);
    }

    @Benchmark
    public byte[] encodeExtractedLimit() {
        return plainExtracted.encode(extracted);
    }

    @Benchmark
    public ExtractedDocument decodeExtracted() {
        return extractedSerde.deserializer().deserialize(extractedTopic, extractedFrame);
    }

    @Benchmark
    public ExtractedDocument decodeExtractedLimit() {
        return plainExtracted.decode(extractedBytes);
    }

    @TearDown
    public void close() {
        eventSerde.close();
        extractedSerde.close();
        serdes.close();
    }
}
