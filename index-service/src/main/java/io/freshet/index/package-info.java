/**
 * The index service: its settings, its wiring and its {@code main}.
 *
 * <p>The work is in the packages below: {@code chunk}, {@code topology}, {@code write} and {@code freshness}.
 */
@NullMarked
package io.freshet.index;

import org.jspecify.annotations.NullMarked;
