package io.freshet.index.chunk;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The rows at the top of a table that say what its columns are: the first one, and the line of dashes that may follow.
 * In front of each further piece of a table that is cut they stand once more.
 *
 * @param text ends in a line break
 * @param size in tokens
 */
record TableHead(String text, int size) {
    private static final Pattern RULE = Pattern.compile("[\\s|:+=-]*-[\\s|:+=-]*");

    /** Returns how many of the first rows, given as parts of the table's text, are its head. */
    static int rows(String table, List<Span> rows) {
        boolean ruled = rows.size() > 1
                && RULE.matcher(table.substring(rows.get(1).start(), rows.get(1).end()))
                        .matches();
        return ruled ? 2 : 1;
    }
}
