package io.freshet.tika;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Running headers and footers: the same words at the edge of most pages. A number that counts with the pages is the same word
 * too; other numbers are not, or the first rows of tables would be taken for headers.
 */
final class RunningLines {

    private static final int LEAST_PAGES = 4;
    /** Left and right pages may differ, and chapters may begin without. */
    private static final double SHARE = 0.4;

    private static final int LEAST_TITLES = 3;
    private static final Pattern DIGITS = Pattern.compile("\\p{Nd}+");
    private static final int LONGEST = 200;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Integer> shapes = new HashMap<>();
    private final Set<String> shown = new HashSet<>();
    private int pages;

    void learn(PdfPage page, int number) {
        pages++;
        Set<String> keys = new HashSet<>();
        for (PdfLine line : page.lines()) {
            if (page.isAtEdge(line)) {
                keys.addAll(keys(line, number));
            }
        }
        shapes(page).forEach(shape -> this.shapes.merge(shape, 1, Integer::sum));
        keys.forEach(key -> counts.merge(key, 1, Integer::sum));
    }

    boolean isRunning(PdfPage page, PdfLine line, int number) {
        return page.isAtEdge(line) && keys(line, number).stream().anyMatch(this::isFrequent);
    }

    /** Whether the line differs from others at the edges by its numbers only: a running title, not a heading. */
    boolean isTitle(PdfPage page, PdfLine line) {
        return page.isAtEdge(line) && shapes.getOrDefault(shape(line), 0) >= LEAST_TITLES;
    }

    /** Words are kept where they are first seen; a page number never. */
    boolean isNews(PdfLine line) {
        String words = NUMBER.matcher(line.key()).replaceAll("");
        return words.codePoints().filter(Character::isLetter).count() > 5 && shown.add(words);
    }

    private boolean isFrequent(String key) {
        int count = counts.getOrDefault(key, 0);
        return count >= LEAST_PAGES && count >= SHARE * pages;
    }

    private static Set<String> shapes(PdfPage page) {
        return page.lines().stream()
                .filter(page::isAtEdge)
                .map(RunningLines::shape)
                .collect(Collectors.toSet());
    }

    private static String shape(PdfLine line) {
        return DIGITS.matcher(line.key()).replaceAll("#");
    }

    private static Set<String> keys(PdfLine line, int page) {
        Set<String> keys = new HashSet<>();
        String text = line.key().toLowerCase(Locale.ROOT);
        if (text.length() > LONGEST) {
            return keys;
        }
        if (text.codePoints().anyMatch(Character::isLetter)) {
            keys.add(text);
        }
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            int offset = Integer.parseInt(number.group()) - page;
            keys.add(text.substring(0, number.start()) + "<" + offset + ">" + text.substring(number.end()));
        }
        return keys;
    }
}
