package io.freshet.records;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Sends everything about a document to the partition that Kafka's default partitioner gives its document key. */
public final class DocumentPartitioner {

    private DocumentPartitioner() {}

    /** Returns the partition of a document in every topic of the pipeline. */
    public static int partition(DocumentKey document, int partitions) {
        return murmur2(document.toString(), partitions);
    }

    /**
     * Returns the partition of a key of {@code index-changes}: that of the part before the last hash sign.
     *
     * <p>Document keys go through {@link #partition(DocumentKey, int)}: as bare strings the two kinds cannot be told
     * apart, because a document id may contain hash signs.
     */
    public static int partition(String indexKey, int partitions) {
        int hash = indexKey.lastIndexOf('#');
        return murmur2(hash < 0 ? indexKey : indexKey.substring(0, hash), partitions);
    }

    private static int murmur2(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
