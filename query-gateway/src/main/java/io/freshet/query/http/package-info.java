/**
 * The gateway's routes: requests read strictly, answers in the shapes of {@code openapi.yaml}, and the page for people.
 *
 * <p>Knows nothing of how retrieval works; every route asks it on behalf of a viewer.
 */
@NullMarked
package io.freshet.query.http;

import org.jspecify.annotations.NullMarked;
