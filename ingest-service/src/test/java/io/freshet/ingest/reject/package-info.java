/** Tests of the codes that senders and operators see. */
@NullMarked
package io.freshet.ingest.reject;

import org.jspecify.annotations.NullMarked;
