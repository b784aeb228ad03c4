@NullMarked
package io.freshet.ingest.event;

import org.jspecify.annotations.NullMarked;
