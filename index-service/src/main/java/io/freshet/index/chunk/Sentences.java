package io.freshet.index.chunk;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds sentences with the JDK's rules for all languages, and mends what these get wrong after abbreviations. */
final class Sentences {
    private static final Set<String> ABBREVIATIONS = Set.of(
            "e.g.", "i.e.", "cf.", "vs.", "dr.", "mr.", "mrs.", "ms.", "prof.", "st.", "no.", "fig.", "figs.", "eq.",
            "sec.", "al.", "approx.", "ca.", "inc.", "ltd.", "z.b.", "d.h.", "bzw.", "nr.", "abb.");

    private Sentences() {}

    /** Returns the sentences without the white space around them. */
    static List<Span> of(String text) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(text);
        List<Span> sentences = new ArrayList<>();
        int start = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            if (end < text.length() && endsInAbbreviation(text, start, end)) {
                continue;
            }
            addTrimmed(text, start, end, sentences);
            start = end;
        }
        return sentences;
    }

    static void addTrimmed(String text, int from, int to, List<Span> spans) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            spans.add(new Span(start, end));
        }
    }

    private static boolean endsInAbbreviation(String text, int start, int end) {
        String sentence = text.substring(start, end).stripTrailing();
        int space = sentence.length() - 1;
        while (space >= 0 && !Character.isWhitespace(sentence.charAt(space)) && sentence.charAt(space) != '(') {
            space--;
        }
        String last = sentence.substring(space + 1);
        boolean initial = last.length() == 2 && Character.isUpperCase(last.charAt(0)) && last.charAt(1) == '.';
        return initial || ABBREVIATIONS.contains(last.toLowerCase(Locale.ROOT));
    }
}
