/**
 * The process that turns one file at a time into blocks of text, and may die of it.
 *
 * <p>It owns Tika and every other parser. It knows its parent only through {@link io.freshet.tika.wire}, and nothing of
 * Kafka, tenants or documents beyond the bytes it is given.
 */
@NullMarked
package io.freshet.tika;

import org.jspecify.annotations.NullMarked;
