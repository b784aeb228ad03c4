package io.freshet.bench.writer;

import io.freshet.bench.SyntheticText;
import io.freshet.records.ChunkPut;
import io.freshet.records.DocumentKey;
import io.freshet.records.DocumentPartitioner;
import io.freshet.records.HeadPut;
import io.freshet.records.IndexKey;
import io.freshet.records.Metadata;
import io.freshet.records.Origin;
import io.freshet.records.SequenceHeader;
import io.freshet.records.Topic;
import io.freshet.records.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Changes of the index as the stream sends them: chunks of about 160 words with random vectors, and heads. */
final class Changes {
    static final int DIMENSIONS = 384;
    private static final int WORDS = 160;

    private final Topic<SpecificRecord> topic;
    private final Serializer<SpecificRecord> serializer;
    private final SyntheticText text = new SyntheticText(11);
    private long offset;

    Changes(Topic<SpecificRecord> topic, Serializer<SpecificRecord> serializer) {
        this.topic = topic;
        this.serializer = serializer;
    }

    /** A new document: its chunks, then its head. */
    List<ProducerRecord<byte[], byte[]>> document(DocumentKey document, int chunks) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < chunks; i++) {
            records.add(put(document, i, 1));
        }
        records.add(head(document, 1, chunks, List.of()));
        return records;
    }

    /** An edit that replaces one chunk. */
    List<ProducerRecord<byte[], byte[]>> edit(DocumentKey document, int chunks, long sequence) {
        int replacing = Math.toIntExact(chunks + sequence);
        UUID retired = id(document, sequence == 2 ? 0 : replacing - 1);
        return List.of(
                put(document, replacing, sequence),
                head(document, sequence, chunks, List.of(retired.toString())),
                record(IndexKey.chunk(document, retired), null, sequence));
    }

    private ProducerRecord<byte[], byte[]> put(DocumentKey document, int number, long sequence) {
        text.changeTopic();
        UUID id = id(document, number);
        ChunkPut put = ChunkPut.newBuilder()
                .setChunkId(id.toString())
                .setTenant(document.tenant())
                .setDocumentId(document.documentId())
                .setText(text.words(WORDS))
                .setHeadingPath(List.of("Part", "Section"))
                .setOrder("V" + number)
                .setMetadata(Metadata.newBuilder().build())
                .setMediaType("text/plain")
                .setVector(Vectors.encode(text.unitVector(DIMENSIONS)))
                .setModelId("random")
                .setSince(sequence)
                .build();
        return record(IndexKey.chunk(document, id), put, sequence);
    }

    private ProducerRecord<byte[], byte[]> head(DocumentKey document, long sequence, int chunks, List<String> removed) {
        Instant now = Instant.now();
        HeadPut head = HeadPut.newBuilder()
                .setTenant(document.tenant())
                .setDocumentId(document.documentId())
                .setSequence(sequence)
                .setOrigin(new Origin(0, offset++, "event", now, now, null))
                .setMetadata(Metadata.newBuilder().build())
                .setChunkCount(chunks)
                .setRemoved(removed)
                .build();
        return record(IndexKey.head(document), head, sequence);
    }

    private static UUID id(DocumentKey document, int number) {
        return UUID.nameUUIDFromBytes((document + "/" + number).getBytes(StandardCharsets.UTF_8));
    }

    private ProducerRecord<byte[], byte[]> record(IndexKey key, @Nullable SpecificRecord value, long sequence) {
        byte[] bytes = value == null ? null : serializer.serialize(topic.name(), value);
        int partition = DocumentPartitioner.partition(key.document(), topic.partitions());
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic.name(), partition, key.toString().getBytes(StandardCharsets.UTF_8), bytes);
        SequenceHeader.write(record.headers(), sequence);
        return record;
    }
}
