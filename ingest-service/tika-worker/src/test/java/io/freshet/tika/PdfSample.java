package io.freshet.tika;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;

/** A PDF set line by line. */
final class PdfSample implements AutoCloseable {

    private final PDDocument document = new PDDocument();
    private final PDDocumentOutline outline = new PDDocumentOutline();
    private PDPage page = new PDPage();
    private float y;

    PdfSample page() {
        page = new PDPage();
        document.addPage(page);
        y = 700;
        return this;
    }

    PdfSample line(String text, int size, boolean bold) throws IOException {
        return at(72, y, text, size, bold).down(Math.round(size * 1.2f));
    }

    PdfSample body(String... lines) throws IOException {
        for (String line : lines) {
            line(line, 11, false);
        }
        return this;
    }

    PdfSample down(int points) {
        y -= points;
        return this;
    }

    PdfSample at(float x, float height, String text, int size, boolean bold) throws IOException {
        try (PDPageContentStream content =
                new PDPageContentStream(document, page, PDPageContentStream.AppendMode.APPEND, false)) {
            content.beginText();
            content.setFont(new PDType1Font(bold ? FontName.HELVETICA_BOLD : FontName.HELVETICA), size);
            content.newLineAtOffset(x, height);
            content.showText(text);
            content.endText();
        }
        return this;
    }

    PdfSample bookmark(String title) {
        PDOutlineItem item = new PDOutlineItem();
        item.setTitle(title);
        item.setDestination(page);
        outline.addLast(item);
        document.getDocumentCatalog().setDocumentOutline(outline);
        return this;
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
