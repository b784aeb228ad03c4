/** A parser that does on request what the worst files make real parsers do. */
@NullMarked
package io.freshet.tika.mischief;

import org.jspecify.annotations.NullMarked;
