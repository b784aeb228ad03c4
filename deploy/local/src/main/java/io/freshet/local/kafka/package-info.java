/**
 * A Kafka broker inside this process, for a laptop: one node, loopback only, its log on disk.
 *
 * <p>Knows nothing of Freshet's topics and records.
 */
@NullMarked
package io.freshet.local.kafka;

import org.jspecify.annotations.NullMarked;
