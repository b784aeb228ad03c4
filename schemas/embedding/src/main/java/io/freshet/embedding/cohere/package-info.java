/** Cohere's embed API, version 2. */
@NullMarked
package io.freshet.embedding.cohere;

import org.jspecify.annotations.NullMarked;
