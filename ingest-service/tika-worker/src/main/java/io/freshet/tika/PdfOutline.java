package io.freshet.tika;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;

/** The bookmarks of a PDF: which titles are to be found on which page. */
final class PdfOutline {

    private static final int MOST = 5_000;
    private static final int DEEPEST = 6;
    private static final int LEAST_KEY = 3;
    private static final Pattern NUMBER = Pattern.compile("^[\\p{N}.)\\u2013-]+|[^\\p{L}\\p{N}]");

    /** A title as compared, and its depth from 1. */
    record Entry(String key, int level) {}

    private final Map<Integer, List<Entry>> byPage = new HashMap<>();

    private PdfOutline() {}

    static PdfOutline of(PDDocument document) throws IOException {
        PdfOutline outline = new PdfOutline();
        PDOutlineNode root = document.getDocumentCatalog().getDocumentOutline();
        if (root != null) {
            Map<COSDictionary, Integer> numbers = new HashMap<>();
            int number = 0;
            for (PDPage page : document.getPages()) {
                numbers.put(page.getCOSObject(), ++number);
            }
            outline.add(root, 1, document, numbers, new HashSet<>());
        }
        return outline;
    }

    boolean isEmpty() {
        return byPage.isEmpty();
    }

    List<Entry> on(int page) {
        return byPage.getOrDefault(page, new ArrayList<>());
    }

    /** Letters and digits in lower case without leading numbers: outlines leave the number out, or the page does. */
    static String key(String title) {
        String compact = PdfLine.key(CleanText.of(title)).toLowerCase(Locale.ROOT);
        return NUMBER.matcher(compact).replaceAll("");
    }

    private void add(
            PDOutlineNode node,
            int level,
            PDDocument document,
            Map<COSDictionary, Integer> numbers,
            Set<COSDictionary> seen)
            throws IOException {
        for (PDOutlineItem item : node.children()) {
            if (seen.size() >= MOST || !seen.add(item.getCOSObject())) {
                return;
            }
            PDPage page = item.findDestinationPage(document);
            Integer number = page == null ? null : numbers.get(page.getCOSObject());
            String key = item.getTitle() == null ? "" : key(item.getTitle());
            if (number != null && key.length() >= LEAST_KEY) {
                byPage.computeIfAbsent(number, any -> new ArrayList<>()).add(new Entry(key, level));
            }
            if (level < DEEPEST) {
                add(item, level + 1, document, numbers, seen);
            }
        }
    }
}
