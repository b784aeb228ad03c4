/**
 * What tests of several modules share: contract suites for the ports, builders with defaults, and fakes that behave.
 *
 * <p>Used in test scope only; knows the contracts of {@code schemas}, no service and no adapter.
 */
@NullMarked
package io.freshet.testkit;

import org.jspecify.annotations.NullMarked;
