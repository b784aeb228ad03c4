package io.freshet.tika;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/**
 * What the layout of a PDF says about its text: which lines are headings, which only run along at the edges, where a paragraph
 * ends. It adds to the text that Tika delivers; where it fails, the text is as good as without.
 */
final class PdfStructure {

    private static final int SAMPLE = 40;
    /** A limit in pages and not in time: the same file must give the same text on a busy machine. */
    private static final int MOST_PAGES = 1_000;

    private final Map<Integer, PdfPage> sample = new HashMap<>();
    private final RunningLines running = new RunningLines();
    private final PdfTypography typography = new PdfTypography();
    private @Nullable PdfPageReader reader;
    private @Nullable PdfOutline outline;

    /** Looks at a few pages. Only the first document counts: others are attachments of it. */
    void open(PDDocument document) {
        if (reader != null) {
            return;
        }
        try {
            PdfPageReader opened = new PdfPageReader(document);
            reader = opened;
            outline = PdfOutline.of(document);
            lookAround(document.getNumberOfPages());
        } catch (IOException | RuntimeException e) {
            outline = null;
        }
    }

    /** A page with what is known about its lines. Must be asked while the document is open. */
    PdfPage page(int number) {
        PdfPage known = sample.remove(number);
        return known == null && number <= MOST_PAGES ? read(number) : known == null ? PdfPage.EMPTY : known;
    }

    RunningLines running() {
        return running;
    }

    /** The level of the heading that begins with a line, and how many lines it takes; or null. */
    @Nullable
    Title title(PdfPage page, int number, int index) {
        List<PdfOutline.Entry> entries = outline == null ? List.of() : outline.on(number);
        if (outline != null && !outline.isEmpty()) {
            return listed(page, entries, index);
        }
        if (running.isTitle(page, page.lines().get(index))) {
            return null;
        }
        int level = typography.level(page, index);
        return level == 0 ? null : new Title(level, alike(page, index, level));
    }

    /** A heading. */
    record Title(int level, int lines) {}

    private static @Nullable Title listed(PdfPage page, List<PdfOutline.Entry> entries, int index) {
        if (Character.isLowerCase(page.lines().get(index).text().codePointAt(0))) {
            return null;
        }
        for (PdfOutline.Entry entry : List.copyOf(entries)) {
            StringBuilder key = new StringBuilder();
            for (int lines = 1; lines <= 3 && index + lines <= page.lines().size(); lines++) {
                key.append(page.lines().get(index + lines - 1).text()).append(' ');
                if (PdfOutline.key(key.toString()).equals(entry.key())) {
                    entries.remove(entry); // its other places are mentions
                    return new Title(entry.level(), lines);
                }
            }
        }
        return null;
    }

    private int alike(PdfPage page, int index, int level) {
        PdfLine first = page.lines().get(index);
        int lines = 1;
        while (lines < 4 && index + lines < page.lines().size()) {
            PdfLine last = page.lines().get(index + lines - 1);
            PdfLine next = page.lines().get(index + lines);
            float step = next.y() - last.y();
            boolean near = step > 0 && step < 2 * first.size();
            if (next.size() != first.size()
                    || next.bold() != first.bold()
                    || !near
                    || (typography.level(page, index + lines) != level
                            && !Character.isLowerCase(next.text().codePointAt(0)))) {
                break;
            }
            lines++;
        }
        return lines;
    }

    /** All pages of a short document; of a long one pairs of pages, evenly spread, as left and right pages may differ. */
    private void lookAround(int pages) {
        int pairs = SAMPLE / 2;
        for (int i = 0; i < Math.min(SAMPLE, pages); i++) {
            int number = pages <= SAMPLE ? i + 1 : 1 + (int) ((long) (i / 2) * (pages - 2) / pairs) + i % 2;
            PdfPage page = read(number);
            sample.put(number, page);
            running.learn(page, number);
            typography.learn(page);
        }
    }

    private PdfPage read(int number) {
        PdfPageReader opened = reader;
        try {
            return opened == null ? PdfPage.EMPTY : opened.page(number);
        } catch (IOException | RuntimeException e) {
            return PdfPage.EMPTY;
        }
    }
}
