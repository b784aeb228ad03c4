/** Tests of the package of the same name. */
@NullMarked
package io.freshet.ingest.publish;

import org.jspecify.annotations.NullMarked;
