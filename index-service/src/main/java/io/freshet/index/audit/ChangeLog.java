package io.freshet.index.audit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The changes of the index as they lie in the log, open transactions left out. Used by one thread at a time. */
public interface ChangeLog extends AutoCloseable {

    /** The next offset of each partition, as of now. */
    Map<Integer, Long> ends(Collection<Integer> partitions);

    /** Tells the records of a partition from one offset, or the first one kept after it, to another, exclusive. */
    void read(int partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> each);

    /** The records at these offsets; those that compaction has taken meanwhile are absent. */
    List<ConsumerRecord<byte[], byte[]>> at(int partition, SortedSet<Long> offsets);

    @Override
    default void close() {}
}
