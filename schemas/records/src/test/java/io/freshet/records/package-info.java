/** Tests of the records, topics, keys and chunk ids. */
@NullMarked
package io.freshet.records;

import org.jspecify.annotations.NullMarked;
