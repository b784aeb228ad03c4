/** Tests of the package of the same name. */
@NullMarked
package io.freshet.ingest;

import org.jspecify.annotations.NullMarked;
