/** The codes that senders and operators see. Knows nothing of how a rejection comes about. */
@NullMarked
package io.freshet.ingest.reject;

import org.jspecify.annotations.NullMarked;
