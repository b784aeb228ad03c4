/** What an edit costs, beside what it costs a pipeline that embeds the whole document again. */
@NullMarked
package io.freshet.bench.edits;

import org.jspecify.annotations.NullMarked;
