/** Sends a directory of files through a running ingest service and tells what became of each of them. */
@NullMarked
package io.freshet.bench.corpus;

import org.jspecify.annotations.NullMarked;
