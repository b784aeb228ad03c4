/** Talks to a running Freshet over HTTP, as any caller would. */
@NullMarked
package io.freshet.local.client;

import org.jspecify.annotations.NullMarked;
