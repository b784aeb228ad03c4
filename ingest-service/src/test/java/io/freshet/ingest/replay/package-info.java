@NullMarked
package io.freshet.ingest.replay;

import org.jspecify.annotations.NullMarked;
