/**
 * Configuration declared once, on the components of records: name, type, default, bounds, secrecy and sentence of
 * documentation. The reader, the log table and the reference page all come from that declaration.
 *
 * <p>Precedence, highest first: overrides (command line), environment, file, default.
 */
@NullMarked
package io.freshet.service.config;

import org.jspecify.annotations.NullMarked;
