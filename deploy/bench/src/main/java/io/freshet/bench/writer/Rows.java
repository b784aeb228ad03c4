package io.freshet.bench.writer;

import io.freshet.records.ChunkPut;
import io.freshet.records.HeadPut;
import io.freshet.records.Vectors;
import io.freshet.store.Chunk;
import io.freshet.store.Head;
import io.freshet.store.Metadata;
import io.freshet.store.Write;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Changes as rows of the store: what the writer would write when it had nothing to find out. */
final class Rows {
    private final Deserializer<SpecificRecord> values;

    Rows(Deserializer<SpecificRecord> values) {
        this.values = values;
    }

    Write write(ProducerRecord<byte[], byte[]> record) {
        SpecificRecord value = values.deserialize(record.topic(), record.headers(), record.value());
        if (value instanceof ChunkPut put) {
            Chunk chunk = new Chunk(
                    UUID.fromString(put.getChunkId()),
                    put.getDocumentId(),
                    put.getText(),
                    put.getHeadingPath(),
                    null,
                    put.getOrder(),
                    null,
                    Metadata.EMPTY,
                    put.getSince());
            return new Write.PutChunk(put.getTenant(), chunk, Vectors.decode(put.getVector()));
        }
        HeadPut head = (HeadPut) value;
        Head.Origin origin = new Head.Origin(
                0,
                head.getOrigin().getOffset(),
                head.getOrigin().getEventId(),
                head.getOrigin().getOccurredAt(),
                head.getOrigin().getPublishedAt());
        return new Write.PutHead(
                head.getTenant(),
                new Head(
                        head.getDocumentId(),
                        head.getSequence(),
                        null,
                        origin,
                        Metadata.EMPTY,
                        head.getChunkCount(),
                        Set.of(),
                        false,
                        null,
                        head.getOrigin().getPublishedAt()));
    }
}
