/** Which index a service keeps or reads, and its opening. */
@NullMarked
package io.freshet.store.settings;

import org.jspecify.annotations.NullMarked;
