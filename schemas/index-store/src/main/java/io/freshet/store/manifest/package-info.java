/** The list of generations as every adapter keeps it: one small text, replaced as a whole. */
@NullMarked
package io.freshet.store.manifest;

import org.jspecify.annotations.NullMarked;
