/**
 * Compares the index with the changes that it was made from, and repairs what differs.
 *
 * <p>Knows the store by its scan, the log by its records, and the writer only as the thread that repairs are made on;
 * knows nothing of models or chunking.
 */
@NullMarked
package io.freshet.index.audit;

import org.jspecify.annotations.NullMarked;
