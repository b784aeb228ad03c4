/**
 * What the stages agree on: record types (generated from {@code src/main/avro}), topics, keys, chunk ids and headers.
 *
 * <p>Knows no store, no model and no HTTP.
 */
@NullMarked
package io.freshet.records;

import org.jspecify.annotations.NullMarked;
