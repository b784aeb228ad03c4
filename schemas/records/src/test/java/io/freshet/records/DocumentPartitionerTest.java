package io.freshet.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class DocumentPartitionerTest {

    @Property
    void chunksAndHeadsGoWhereKafkaPutsTheirDocument(
            @ForAll @StringLength(min = 1, max = 100) @CharRange(from = '#', to = 'z') String documentId,
            @ForAll @IntRange(min = 1, max = 64) int partitions) {
        DocumentKey document = new DocumentKey("acme", documentId);

        int kafkas =
                BuiltInPartitioner.partitionForKey(document.toString().getBytes(StandardCharsets.UTF_8), partitions);

        assertThat(DocumentPartitioner.partition(document, partitions)).isEqualTo(kafkas);
        assertThat(DocumentPartitioner.partition(IndexKey.head(document).toString(), partitions))
                .isEqualTo(kafkas);
        assertThat(DocumentPartitioner.partition(
                        IndexKey.chunk(document, new UUID(1, 2)).toString(), partitions))
                .isEqualTo(kafkas);
    }

    @Test
    void documentsSpreadOverThePartitions() {
        long used = IntStream.range(0, 200)
                .map(i -> DocumentPartitioner.partition(new DocumentKey("acme", "doc-" + i), 12))
                .distinct()
                .count();

        assertThat(used).isEqualTo(12);
    }
}
