/**
 * What a worker process and its parent say to each other: frames over a loopback socket.
 *
 * <p>Uses the JDK only, because the parent has this jar on its class path without any of its dependencies.
 */
@NullMarked
package io.freshet.tika.wire;

import org.jspecify.annotations.NullMarked;
