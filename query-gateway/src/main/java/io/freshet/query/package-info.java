/**
 * The query gateway: answers over HTTP what the index knows, no more than the caller may see, and says how current it
 * is.
 *
 * <p>Reads the index, never writes it; knows nothing of Kafka or of how documents get in.
 */
@NullMarked
package io.freshet.query;

import org.jspecify.annotations.NullMarked;
