package io.freshet.query.retrieve;

import java.util.List;

/**
 * What a search found, how current that is and what it cost.
 *
 * @param fetched candidates of the last search
 * @param notVisible candidates that are not, or no longer, part of their document
 * @param searches how often the store was searched to give this answer
 */
public record Answer(List<Hit> hits, Freshness freshness, Timing timing, int fetched, int notVisible, int searches) {

    public Answer {
        hits = List.copyOf(hits);
    }
}
