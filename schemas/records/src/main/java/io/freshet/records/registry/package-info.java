/**
 * The schema registry: the {@link io.freshet.records.registry.RegistryClient} port, Confluent's REST API over HTTP, and
 * a registry in memory.
 *
 * <p>Knows schemas as text; what is done with them is the serdes' business.
 */
@NullMarked
package io.freshet.records.registry;

import org.jspecify.annotations.NullMarked;
