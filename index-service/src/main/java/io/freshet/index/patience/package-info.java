/** How failing calls are repeated. Knows nothing of what is called. */
@NullMarked
package io.freshet.index.patience;

import org.jspecify.annotations.NullMarked;
