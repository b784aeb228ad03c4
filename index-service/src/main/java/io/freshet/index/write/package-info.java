/**
 * From changes of the index to the store: net, guard, write in three phases, commit.
 *
 * <p>Knows the store by its port and nothing of models or chunking. Everything here belongs to one thread.
 */
@NullMarked
package io.freshet.index.write;

import org.jspecify.annotations.NullMarked;
