/**
 * Text out of files, whatever the files do: {@link io.freshet.ingest.extract.DocumentExtractor} and the pool of worker
 * processes behind it.
 *
 * <p>Knows the workers' wire protocol; knows nothing of Kafka, tenants or Tika itself.
 */
@NullMarked
package io.freshet.ingest.extract;

import org.jspecify.annotations.NullMarked;
