/**
 * What the hot paths cost, each beside a peer or the least that the work can cost, measured in the same run.
 *
 * <p>May know every module; no module knows it. It asserts no time: figures are for people to compare.
 */
@NullMarked
package io.freshet.bench;

import org.jspecify.annotations.NullMarked;
