/** Events that are published again after their dead letter. Knows nothing of how events are handled. */
@NullMarked
package io.freshet.ingest.replay;

import org.jspecify.annotations.NullMarked;
