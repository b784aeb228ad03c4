/**
 * What every Freshet process shares towards its operator: how it is configured, started, watched and stopped.
 *
 * <p>Knows nothing of documents, Kafka clients, models or stores.
 */
@NullMarked
package io.freshet.service;

import org.jspecify.annotations.NullMarked;
