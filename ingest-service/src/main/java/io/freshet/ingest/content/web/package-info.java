/** Fetches files by http and https, as a stranger would have to be allowed to. Knows nothing of stores. */
@NullMarked
package io.freshet.ingest.content.web;

import org.jspecify.annotations.NullMarked;
