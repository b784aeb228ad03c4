/**
 * Which embedder a service uses, as its operator writes it, and the one place where that embedder is put together.
 *
 * <p>Classes of a provider that is not asked for are not loaded.
 */
@NullMarked
package io.freshet.embedding.settings;

import org.jspecify.annotations.NullMarked;
