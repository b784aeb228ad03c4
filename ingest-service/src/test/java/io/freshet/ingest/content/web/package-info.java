/** Tests of the package of the same name. */
@NullMarked
package io.freshet.ingest.content.web;

import org.jspecify.annotations.NullMarked;
