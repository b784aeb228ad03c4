/** A whole Freshet in a process of its own, as a benchmark sees it: over HTTP, its metrics and its topics. */
@NullMarked
package io.freshet.bench.served;

import org.jspecify.annotations.NullMarked;
