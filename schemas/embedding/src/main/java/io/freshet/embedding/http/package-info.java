/**
 * What all remote providers have in common: one JSON call with a deadline and a bounded answer, what its refusals mean,
 * and the look at the vectors that came.
 */
@NullMarked
package io.freshet.embedding.http;

import org.jspecify.annotations.NullMarked;
