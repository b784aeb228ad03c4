package io.freshet.query.retrieve;

import java.util.List;
import java.util.Set;

/** Finds the query's words in a text. */
final class Highlights {
    /** More than this makes a text a blot, and an answer long. */
    private static final int MOST = 64;

    private final Set<String> wanted;

    Highlights(String query) {
        this.wanted = Words.ofQuery(query);
    }

    List<Hit.Span> in(String text) {
        return Words.in(text).stream()
                .filter(word -> wanted.contains(word.text()))
                .limit(MOST)
                .map(word -> new Hit.Span(word.start(), word.end()))
                .toList();
    }
}
