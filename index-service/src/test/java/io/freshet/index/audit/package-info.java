@NullMarked
package io.freshet.index.audit;

import org.jspecify.annotations.NullMarked;
