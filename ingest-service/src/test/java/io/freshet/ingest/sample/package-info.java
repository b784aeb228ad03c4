/** What a team that publishes documents may start from. Shown in EVENTS.md, compiled and tested here. */
@NullMarked
package io.freshet.ingest.sample;

import org.jspecify.annotations.NullMarked;
