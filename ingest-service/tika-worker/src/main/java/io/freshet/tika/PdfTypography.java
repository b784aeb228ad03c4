package io.freshet.tika;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Tells headings by their type: larger than the running text, or bold and set apart. Learned from a sample of the pages. A
 * wrong heading is worse than none, so that a document in which large type is common has none.
 */
final class PdfTypography {

    private static final float LARGER = 1.12f;
    private static final double MOST_LARGE = 0.2;
    private static final double MOST_BOLD = 0.15;
    private static final int LEAST_BODY = 200;
    private static final int LONGEST = 150;
    private static final int DEEPEST = 4;
    private static final float APART = 1.3f;
    private static final Pattern WORD = Pattern.compile("\\p{L}{3}|\\p{IsHan}{2}");
    private static final Pattern NUMBERED =
            Pattern.compile("^(?:\\p{Nd}{1,2}(?:\\.\\p{Nd}{1,2})*\\.?|[IVX]{1,5}\\.|[A-Z]\\.)\\s+\\p{Lu}.*");
    /** What many journals ask for: a number and capitals. */
    private static final Pattern CAPITALS =
            Pattern.compile("^(?:[IVX]{1,5}|\\p{Nd}{1,2})\\.\\s+\\p{Lu}{3}[\\p{Lu}\\p{Nd}\\s:,&()/\\u2013-]*$");

    private static final Pattern FORMULA = Pattern.compile("[\\x{1d400}-\\x{1d7ff}=\\u2211\\u222b]");
    private static final Pattern ENDS_LIKE_TEXT = Pattern.compile("[.,;:!\\u2026]$");

    private final Map<Float, Integer> letters = new HashMap<>();
    private final Map<Float, Integer> lines = new HashMap<>();
    private int bold;
    private int all;

    void learn(PdfPage page) {
        for (PdfLine line : page.lines()) {
            int length = line.text().length();
            letters.merge(line.size(), length, Integer::sum);
            lines.merge(line.size(), isTitleLike(line) ? 1 : 0, Integer::sum);
            all += length;
            bold += line.bold() ? length : 0;
        }
    }

    /** The level of the heading that the line belongs to, or 0. */
    int level(PdfPage page, int index) {
        PdfLine line = page.lines().get(index);
        float body = body();
        if (all < LEAST_BODY || body <= 0 || !isTitleLike(line)) {
            return 0;
        }
        NavigableMap<Float, Integer> large = new TreeMap<>(letters).tailMap(body * LARGER, true);
        int largeLetters = large.values().stream().mapToInt(Integer::intValue).sum();
        if (line.size() >= body * LARGER) {
            boolean rare = largeLetters <= MOST_LARGE * all;
            // What is set a little larger and only once is an author's name or a summary rather than a heading.
            boolean usual = line.bold() || line.size() == large.lastKey() || lines.getOrDefault(line.size(), 0) > 1;
            return rare && usual
                    ? Math.min(DEEPEST, 1 + large.tailMap(line.size(), false).size())
                    : 0;
        }
        if (CAPITALS.matcher(line.text()).matches()) {
            return Math.min(DEEPEST, 1 + large.size());
        }
        boolean apart = line.bold() && bold <= MOST_BOLD * all && line.size() >= 0.95f * body;
        return apart && isSetApart(page, index) ? Math.min(DEEPEST, 1 + large.size()) : 0;
    }

    private static boolean isTitleLike(PdfLine line) {
        String text = line.text();
        int first = text.codePointAt(0);
        return text.length() <= LONGEST
                && Character.isLetterOrDigit(first)
                && !Character.isLowerCase(first)
                && WORD.matcher(text).find()
                && !FORMULA.matcher(text).find()
                && !ENDS_LIKE_TEXT.matcher(text).find();
    }

    /** Alone between what is above and ordinary text below. */
    private static boolean isSetApart(PdfPage page, int index) {
        List<PdfLine> lines = page.lines();
        PdfLine line = lines.get(index);
        if (index + 1 >= lines.size()) {
            return false;
        }
        PdfLine below = lines.get(index + 1);
        boolean ordinary = !below.bold() && below.y() > line.y() + 0.5f * line.size();
        if (!ordinary || !line.hasRoomFor(below, page.columnRight(below))) {
            return false;
        }
        PdfLine above = index == 0 ? null : lines.get(index - 1);
        boolean gap = above == null || above.y() > line.y() || line.y() - above.y() >= APART * page.pitch();
        return gap && (NUMBERED.matcher(line.text()).matches() || page.pitch() > 0);
    }

    private float body() {
        return letters.entrySet().stream()
                .max(Map.Entry.<Float, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0f);
    }
}
