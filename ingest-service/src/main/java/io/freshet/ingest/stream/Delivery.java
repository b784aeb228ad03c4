package io.freshet.ingest.stream;

import io.freshet.ingest.publish.Fence;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record to be handled.
 *
 * @param record as Kafka has it
 * @param fence what everything that is sent on behalf of the record has to pass
 * @param attempt the first is 1
 * @param troubles what attempts have failed for
 */
public record Delivery(ConsumerRecord<byte[], byte[]> record, Fence fence, int attempt, Troubles troubles) {}
