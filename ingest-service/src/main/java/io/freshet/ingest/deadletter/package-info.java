/** Dead letters as they lie in their topic, to be looked at and taken out. Knows nothing of how they came to be. */
@NullMarked
package io.freshet.ingest.deadletter;

import org.jspecify.annotations.NullMarked;
