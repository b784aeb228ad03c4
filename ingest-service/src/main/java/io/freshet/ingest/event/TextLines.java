package io.freshet.ingest.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The lines of a text that are not blank. */
final class TextLines {

    private TextLines() {}

    /**
     * One of them.
     *
     * @param number from 1, blank lines counted
     */
    record Line(int number, int begin, int length) {}

    static List<Line> of(byte[] text) {
        List<Line> lines = new ArrayList<>();
        visit(text, lines::add);
        return lines;
    }

    /** How many there are, without making them. */
    static int count(byte[] text) {
        int[] count = {0};
        visit(text, line -> count[0]++);
        return count[0];
    }

    private static void visit(byte[] text, Consumer<Line> visitor) {
        int number = 1;
        int begin = 0;
        while (begin < text.length) {
            int end = begin;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            if (!blank(text, begin, end)) {
                visitor.accept(new Line(number, begin, end - begin));
            }
            begin = end + 1;
            number++;
        }
    }

    private static boolean blank(byte[] text, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
