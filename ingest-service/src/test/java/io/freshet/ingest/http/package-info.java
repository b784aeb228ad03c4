/** Tests of the package of the same name. */
@NullMarked
package io.freshet.ingest.http;

import org.jspecify.annotations.NullMarked;
