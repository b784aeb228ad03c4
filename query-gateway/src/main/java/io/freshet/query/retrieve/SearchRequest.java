package io.freshet.query.retrieve;

import io.freshet.store.ChunkQuery;
import io.freshet.store.Filter;
import java.util.List;

/**
 * What a viewer looks for.
 *
 * @param limit how many hits fill the page
 * @param consistentWith the viewer's own writes that the answer must know
 */
public record SearchRequest(
        String text,
        int limit,
        ChunkQuery.Mode mode,
        double alpha,
        ChunkQuery.Fusion fusion,
        Filter filter,
        List<Token> consistentWith) {

    public SearchRequest {
        consistentWith = List.copyOf(consistentWith);
    }
}
