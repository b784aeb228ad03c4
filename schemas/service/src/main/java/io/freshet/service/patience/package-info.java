/** How failing calls are repeated. Knows nothing of what is called. */
@NullMarked
package io.freshet.service.patience;

import org.jspecify.annotations.NullMarked;
