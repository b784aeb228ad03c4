/** The topology against a test driver, and against a model answer. */
@NullMarked
package io.freshet.index.topology;

import org.jspecify.annotations.NullMarked;
