/** Tests of the registry client. */
@NullMarked
package io.freshet.records.registry;

import org.jspecify.annotations.NullMarked;
