/**
 * Where the bytes of a document are: in its event, or with somebody who keeps them (claim check). Knows nothing of Kafka
 * and of what the bytes mean.
 */
@NullMarked
package io.freshet.ingest.content;

import org.jspecify.annotations.NullMarked;
