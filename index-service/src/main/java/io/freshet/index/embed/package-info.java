/**
 * Embedding beside the stream: threads that take texts of all tasks in turn and answer into the task's mailbox.
 *
 * <p>Knows documents and chunks only by their names; knows nothing of Kafka, state and versions.
 */
@NullMarked
package io.freshet.index.embed;

import org.jspecify.annotations.NullMarked;
