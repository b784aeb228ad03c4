/** Whether a process can do its work, told as a list of checks of its parts. */
@NullMarked
package io.freshet.service.health;

import org.jspecify.annotations.NullMarked;
