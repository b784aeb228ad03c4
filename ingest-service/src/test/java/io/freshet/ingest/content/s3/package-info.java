/** Tests of the package of the same name. */
@NullMarked
package io.freshet.ingest.content.s3;

import org.jspecify.annotations.NullMarked;
