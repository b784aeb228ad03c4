/**
 * The index as its users see it: {@link io.freshet.store.ChunkWriter} for the one who writes, {@link
 * io.freshet.store.ChunkSearch} for the one who reads, {@link io.freshet.store.StoreAdmin} for the one who operates.
 *
 * <p>Adapters live in packages of their own. No exception of a store's client crosses these ports.
 */
@NullMarked
package io.freshet.store;

import org.jspecify.annotations.NullMarked;
