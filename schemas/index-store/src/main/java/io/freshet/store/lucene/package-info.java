/**
 * The embedded index: both ports on Lucene, one directory per tenant, with the words, the scores and the fusion of
 * Weaviate.
 *
 * <p>Knows the ports and Lucene; nothing of Kafka, of models, or of who calls.
 */
@NullMarked
package io.freshet.store.lucene;

import org.jspecify.annotations.NullMarked;
