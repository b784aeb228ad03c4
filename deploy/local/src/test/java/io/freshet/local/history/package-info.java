/** Whether histories that went wrong on their way end as they would have without that, through everything that runs. */
@NullMarked
package io.freshet.local.history;

import org.jspecify.annotations.NullMarked;
