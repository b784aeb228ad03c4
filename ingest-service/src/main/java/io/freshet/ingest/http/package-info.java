/**
 * The HTTP way in, as {@code openapi.yaml} describes it: requests become events, and are acknowledged once the stream has
 * them. Knows nothing of what happens to an event later.
 */
@NullMarked
package io.freshet.ingest.http;

import org.jspecify.annotations.NullMarked;
