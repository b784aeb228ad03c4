/**
 * A schema registry for a laptop: Confluent's REST paths over one file, on loopback.
 *
 * <p>Knows nothing of Freshet's own schemas; any Confluent client can use it.
 */
@NullMarked
package io.freshet.local.registry;

import org.jspecify.annotations.NullMarked;
