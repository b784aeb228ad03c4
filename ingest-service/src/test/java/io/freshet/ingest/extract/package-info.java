/** Tests of the worker pool with real worker processes. */
@NullMarked
package io.freshet.ingest.extract;

import org.jspecify.annotations.NullMarked;
