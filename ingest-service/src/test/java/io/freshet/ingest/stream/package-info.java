/** Tests of the package of the same name. */
@NullMarked
package io.freshet.ingest.stream;

import org.jspecify.annotations.NullMarked;
