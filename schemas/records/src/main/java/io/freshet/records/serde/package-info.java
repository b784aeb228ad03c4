/**
 * Records to bytes and back in Confluent's wire format: a zero byte, the schema id in four bytes, the value in Avro's
 * binary encoding.
 *
 * <p>Knows the registry as a port and no topic in particular; {@link io.freshet.records.serde.RecordSerdes} ties the two
 * together.
 */
@NullMarked
package io.freshet.records.serde;

import org.jspecify.annotations.NullMarked;
