/**
 * The HTTP side every service has: health, metrics, the contract, problems as {@code application/problem+json}, and who
 * the caller is.
 */
@NullMarked
package io.freshet.service.http;

import org.jspecify.annotations.NullMarked;
