/** Checks files of events against the contract, and points at what is allowed but hardly meant. Needs no running service. */
@NullMarked
package io.freshet.local.lint;

import org.jspecify.annotations.NullMarked;
