/**
 * The index in a Weaviate server: all ports on its Java client, one tenant of it for each of ours, one pair of
 * collections for each generation.
 *
 * <p>Knows the ports and the client; nothing of Kafka, of models, or of who calls. Nothing of the client leaves it.
 */
@NullMarked
package io.freshet.store.weaviate;

import org.jspecify.annotations.NullMarked;
