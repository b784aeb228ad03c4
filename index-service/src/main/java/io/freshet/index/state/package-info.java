/**
 * What the topology remembers, and how it is written into its state stores.
 *
 * <p>Every stored form has its version in its name and one version byte in front. Knows nothing of topics and models.
 */
@NullMarked
package io.freshet.index.state;

import org.jspecify.annotations.NullMarked;
