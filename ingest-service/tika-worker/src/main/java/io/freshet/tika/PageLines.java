package io.freshet.tika;

import io.freshet.tika.wire.WireBlock.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one PDF page, put together again as paragraphs. PDF knows no paragraphs: a line continues the one before it
 * where that one is full, or ends in the middle of a word or a sentence. Where a line's place on the page is known, it says
 * more than the words.
 */
final class PageLines {

    private static final Pattern BULLET =
            Pattern.compile("^[\\u2022\\u00b7\\u25aa\\u25cf\\u25e6\\u2023\\uf0b7\\uf0a7]\\s*");
    private static final Pattern CAPTION = Pattern.compile(
            "^(?:Fig(?:ure|\\.)?|Table|Tab\\.|Abb(?:ildung|\\.)?|Tabelle)\\s*\\p{Nd}+(?:\\.\\p{Nd}+)*\\s*[.:].*",
            Pattern.DOTALL);
    private static final Pattern HYPHEN_AT_END = Pattern.compile("\\p{L}[\\u2010-]$");
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?:;\\u2026][)\"'\\u201d\\u2019]*$");
    private static final Pattern OWN_LINE = Pattern.compile("^(?:\\p{Nd}{1,3}|[a-z])[.)]\\s.*");
    private static final double FULL = 0.8;
    private static final float GAP = 1.25f;
    private static final int LONGEST_CAPTION = 400;
    private static final int LONGEST_MARK = 3;
    private static final int LOOK_AHEAD = 30;

    /** A line, whether the parser saw a new paragraph begin with it, and its place among the lines of the page, or -1. */
    private record Line(String text, boolean opens, int place) {}

    private final PdfStructure structure;
    private final Hyphens hyphens = new Hyphens();
    private final List<Line> lines = new ArrayList<>();
    private PdfPage page = PdfPage.EMPTY;
    private int next;

    PageLines(PdfStructure structure) {
        this.structure = structure;
    }

    /** A page begins; the document is open. */
    void begin(int number) {
        page = structure.page(number);
        next = 0;
    }

    void paragraph(String raw) {
        boolean opens = true;
        for (String line : raw.lines().toList()) {
            String text = CleanText.of(line);
            if (!text.isEmpty()) {
                hyphens.learn(text);
                lines.add(new Line(text, opens, place(text)));
                opens = false;
            }
        }
    }

    void writeTo(BlockSink sink, int number) {
        int width = width();
        float pitch = page.pitch();
        StringBuilder paragraph = new StringBuilder();
        Line last = null;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            PdfLine set = set(line);
            if (set != null && structure.running().isRunning(page, set, number)) {
                if (structure.running().isNews(set)) {
                    sink.block(Kind.PARAGRAPH, 0, number, line.text());
                }
                continue;
            }
            PdfStructure.Title title = set == null ? null : structure.title(page, number, line.place());
            if (title != null && areTogether(i, title.lines())) {
                write(sink, number, paragraph);
                for (int k = 0; k < title.lines(); k++) {
                    hyphens.append(paragraph, lines.get(i + k).text());
                }
                sink.block(Kind.HEADING, title.level(), number, paragraph);
                paragraph.setLength(0);
                last = null;
                i += title.lines() - 1;
                continue;
            }
            if (last != null && paragraph.length() > 0 && !continues(last, line, width, pitch)) {
                write(sink, number, paragraph);
            }
            hyphens.append(paragraph, line.text());
            last = line;
        }
        write(sink, number, paragraph);
        lines.clear();
    }

    private boolean areTogether(int from, int count) {
        return from + count <= lines.size()
                && lines.get(from + count - 1).place() == lines.get(from).place() + count - 1;
    }

    private @Nullable PdfLine set(Line line) {
        return line.place() < 0 ? null : page.lines().get(line.place());
    }

    /** Both readings of the page give the same lines in the same order, save a few. */
    private int place(String text) {
        String key = PdfLine.key(text);
        int end = Math.min(page.lines().size(), next + LOOK_AHEAD);
        for (int i = next; i < end; i++) {
            if (page.lines().get(i).key().equals(key)) {
                next = i + 1;
                return i;
            }
        }
        return -1;
    }

    private boolean continues(Line last, Line line, int width, float pitch) {
        if (BULLET.matcher(line.text()).find()) {
            return false;
        }
        boolean lowerCase = Character.isLowerCase(line.text().codePointAt(0));
        if (lowerCase && HYPHEN_AT_END.matcher(last.text()).find()) {
            return true;
        }
        PdfLine above = set(last);
        PdfLine below = set(line);
        boolean open = !SENTENCE_END.matcher(last.text()).find();
        if (above != null && below != null) {
            return continues(above, below, open, lowerCase, pitch);
        }
        if (!line.opens()) {
            return true;
        }
        return open
                && (lowerCase || last.text().length() >= FULL * width)
                && last.text().length() > width / 2;
    }

    private boolean continues(PdfLine above, PdfLine below, boolean open, boolean lowerCase, float pitch) {
        float step = below.y() - above.y();
        boolean mark = above.text().length() <= LONGEST_MARK && below.left() >= above.right();
        if (!above.isSetLike(below)) {
            return mark && Math.abs(step) < below.size(); // the number of a footnote
        }
        if (step < -0.5f * above.size()) {
            return open && lowerCase; // the next column
        }
        if (step > (pitch > 0 ? GAP * pitch : 1.5f * above.size())) {
            return false;
        }
        if (step > 0.5f * above.size() && above.hasRoomFor(below, page.columnRight(above))) {
            return open && lowerCase;
        }
        boolean indented = below.left() > above.left() + 0.8f * above.size();
        boolean numbered = OWN_LINE.matcher(below.text()).matches();
        return (lowerCase && !numbered) || open || (!indented && !numbered);
    }

    private static void write(BlockSink sink, int number, StringBuilder paragraph) {
        Matcher bullet = BULLET.matcher(paragraph);
        if (bullet.find()) {
            sink.block(Kind.LIST_ITEM, 0, number, paragraph.substring(bullet.end()));
        } else if (paragraph.length() < LONGEST_CAPTION
                && CAPTION.matcher(paragraph).matches()) {
            sink.block(Kind.CAPTION, 0, number, paragraph);
        } else {
            sink.block(Kind.PARAGRAPH, 0, number, paragraph);
        }
        paragraph.setLength(0);
    }

    /** The length of a full line: nine out of ten lines are no longer. */
    private int width() {
        List<Integer> lengths = new ArrayList<>();
        lines.forEach(line -> lengths.add(line.text().length()));
        Collections.sort(lengths);
        return lengths.isEmpty() ? 0 : lengths.get((lengths.size() - 1) * 9 / 10);
    }
}
