/** The gateway's tests: an index in memory whose writer can be stepped, time that moves when told to. */
@NullMarked
package io.freshet.query;

import org.jspecify.annotations.NullMarked;
