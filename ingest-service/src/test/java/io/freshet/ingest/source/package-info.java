/** Tests of the package of the same name. */
@NullMarked
package io.freshet.ingest.source;

import org.jspecify.annotations.NullMarked;
