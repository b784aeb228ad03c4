/** The routes for operators. Knows how to speak HTTP, and nothing of how the answers come about. */
@NullMarked
package io.freshet.index.http;

import org.jspecify.annotations.NullMarked;
