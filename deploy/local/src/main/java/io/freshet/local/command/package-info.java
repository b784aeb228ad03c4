/** The {@code freshet} command: what people type, and what they see. */
@NullMarked
package io.freshet.local.command;

import org.jspecify.annotations.NullMarked;
