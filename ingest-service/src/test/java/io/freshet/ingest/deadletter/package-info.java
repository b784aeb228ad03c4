@NullMarked
package io.freshet.ingest.deadletter;

import org.jspecify.annotations.NullMarked;
