/**
 * All of Freshet in one process: the same services as in production, with a broker, a registry and an index of its own.
 * The only package that sees all three services.
 */
@NullMarked
package io.freshet.local;

import org.jspecify.annotations.NullMarked;
