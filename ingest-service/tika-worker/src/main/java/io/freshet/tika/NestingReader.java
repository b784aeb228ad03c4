package io.freshet.tika;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Set;

/**
 * Counts what the parser of web pages will have to do, tag by tag: it looks at all open elements for many a tag. Ends the
 * reading when that is more than any page written for readers takes.
 */
final class NestingReader extends FilterReader {

    /** The parser keeps no more elements open. */
    static final int DEEPEST = 512;

    private static final long MOST_STEPS = 30_000_000;
    private static final int LONGEST_NAME = 12;
    /** Elements without an end tag, or with one that is often left out. */
    private static final Set<String> LEFT_OPEN = Set.of(
            "a",
            "area",
            "b",
            "base",
            "body",
            "br",
            "col",
            "colgroup",
            "dd",
            "dt",
            "embed",
            "font",
            "frame",
            "head",
            "hr",
            "html",
            "i",
            "img",
            "input",
            "li",
            "link",
            "meta",
            "optgroup",
            "option",
            "p",
            "param",
            "rp",
            "rt",
            "source",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "track",
            "wbr");

    private enum Place {
        TEXT,
        OPENING,
        CLOSING,
        NAME
    }

    private final StringBuilder name = new StringBuilder();
    private Place place = Place.TEXT;
    private boolean closing;
    private int open;
    private long steps;

    NestingReader(Reader in) {
        super(in);
    }

    /** The page is nested so deep, and so much of it, that reading it was given up. */
    static final class TooNestedException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] buffer, int from, int length) throws IOException {
        int read = super.read(buffer, from, length);
        for (int i = from; i < from + read; i++) {
            see(buffer[i]);
        }
        if (steps > MOST_STEPS) {
            throw new TooNestedException();
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void see(char c) {
        char lower = c >= 'A' && c <= 'Z' ? (char) (c + ' ') : c;
        boolean letter = lower >= 'a' && lower <= 'z';
        switch (place) {
            case TEXT -> place = c == '<' ? Place.OPENING : Place.TEXT;
            case OPENING, CLOSING -> {
                if (letter) {
                    closing = place == Place.CLOSING;
                    name.setLength(0);
                    name.append(lower);
                    place = Place.NAME;
                } else if (c == '/') {
                    place = Place.CLOSING;
                } else if (c != '\\') { // scripts write <\/div>
                    place = c == '<' ? Place.OPENING : Place.TEXT;
                }
            }
            case NAME -> {
                if (!letter && (c < '0' || c > '9')) {
                    count();
                    place = c == '<' ? Place.OPENING : Place.TEXT;
                } else if (name.length() < LONGEST_NAME) {
                    name.append(lower);
                }
            }
        }
    }

    private void count() {
        if (LEFT_OPEN.contains(name.toString())) {
            steps += closing ? 0 : Math.min(open, DEEPEST);
        } else if (closing) {
            open = Math.max(0, open - 1);
        } else {
            open++;
            steps += Math.min(open, DEEPEST);
        }
    }
}
