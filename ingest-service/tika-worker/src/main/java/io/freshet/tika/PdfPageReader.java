package io.freshet.tika;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/** Reads one page of a PDF as lines with their place, size and weight. */
final class PdfPageReader extends PDFTextStripper {

    private static final int HEAVY = 600;
    /** A page with more is a map or a plan. */
    private static final int MOST_LINES = 2_000;

    private final PDDocument source;
    private final Map<PDFont, Boolean> bold = new HashMap<>();
    private final List<PdfLine> lines = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final List<TextPosition> letters = new ArrayList<>();
    private @Nullable PDPage page;

    PdfPageReader(PDDocument document) throws IOException {
        this.source = document;
        setStartPage(0);
    }

    /** The page with the given number, from 1. */
    PdfPage page(int number) throws IOException {
        lines.clear();
        PDPage wanted = source.getPage(number - 1);
        page = wanted;
        writeText(source, Writer.nullWriter());
        return lines.size() > MOST_LINES
                ? PdfPage.EMPTY
                : new PdfPage(lines, wanted.getCropBox().getHeight());
    }

    @Override
    protected void processPages(PDPageTree pages) throws IOException {
        if (page != null) {
            processPage(page);
        }
    }

    @Override
    protected void writeString(String string, List<TextPosition> positions) {
        text.append(string);
        letters.addAll(positions);
    }

    @Override
    protected void writeWordSeparator() {
        text.append(' ');
    }

    @Override
    protected void writeLineSeparator() {
        endLine();
    }

    @Override
    protected void writeParagraphEnd() {
        endLine();
    }

    @Override
    protected void writePageEnd() {
        endLine();
    }

    private void endLine() {
        String clean = CleanText.of(text);
        if (!clean.isEmpty() && !letters.isEmpty()) {
            lines.add(line(clean));
        }
        text.setLength(0);
        letters.clear();
    }

    private PdfLine line(String clean) {
        float left = Float.MAX_VALUE;
        float right = 0;
        int heavy = 0;
        Map<Float, Integer> sizes = new HashMap<>();
        for (TextPosition letter : letters) {
            left = Math.min(left, letter.getXDirAdj());
            right = Math.max(right, letter.getXDirAdj() + letter.getWidthDirAdj());
            heavy += isBold(letter.getFont()) ? 1 : 0;
            sizes.merge(Math.round(letter.getFontSizeInPt() * 2) / 2f, 1, Integer::sum);
        }
        float size = sizes.entrySet().stream()
                .max(Map.Entry.<Float, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0f);
        float y = letters.get(0).getYDirAdj();
        return new PdfLine(clean, left, right, y, size, heavy * 10 > letters.size() * 9);
    }

    private boolean isBold(@Nullable PDFont font) {
        return font != null && bold.computeIfAbsent(font, PdfPageReader::looksBold);
    }

    private static boolean looksBold(PDFont font) {
        String name = font.getName() == null ? "" : font.getName().toLowerCase(Locale.ROOT);
        if (name.contains("bold") || name.contains("black") || name.contains("heavy")) {
            return true;
        }
        PDFontDescriptor descriptor = font.getFontDescriptor();
        return descriptor != null && (descriptor.isForceBold() || descriptor.getFontWeight() >= HEAVY);
    }
}
