package io.freshet.tika;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.xslf.usermodel.SlideLayout;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.junit.jupiter.api.Test;
import org.xml.sax.helpers.AttributesImpl;

final class OfficeStructureTest {

    @Test
    void theTitleOfASlideIsItsHeading() throws IOException {
        try (XMLSlideShow show = new XMLSlideShow()) {
            // Given
            for (String title : List.of("Gauges", "Rivers")) {
                XSLFSlide slide =
                        show.createSlide(show.getSlideMasters().get(0).getLayout(SlideLayout.TITLE_AND_CONTENT));
                slide.getPlaceholder(0).setText(title);
                slide.getPlaceholder(1).setText("Read them at noon");
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            show.write(out);

            // When
            List<String> outline = ReadFile.of("a.pptx", out.toByteArray()).outline();

            // Then
            assertThat(outline)
                    .containsExactly(
                            "HEADING1 p1 Gauges",
                            "PARAGRAPH p1 Read them at noon",
                            "HEADING1 p2 Rivers",
                            "PARAGRAPH p2 Read them at noon");
        }
    }

    @Test
    void aNoteStandsAfterTheParagraphThatItIsIn() throws Exception {
        // Given
        List<String> blocks = new ArrayList<>();
        XhtmlBlocks xhtml = blocks(blocks);

        // When
        open(xhtml, "h1", "");
        text(xhtml, "Test ");
        open(xhtml, "p", "annotation");
        open(xhtml, "p", "");
        text(xhtml, "A comment.");
        close(xhtml, "p");
        close(xhtml, "p");
        text(xhtml, "document");
        close(xhtml, "h1");

        // Then
        assertThat(blocks).containsExactly("HEADING Test document", "PARAGRAPH A comment.");
    }

    @Test
    void paragraphsWithoutElementsEndWithTheirLine() throws Exception {
        // Given
        List<String> blocks = new ArrayList<>();
        XhtmlBlocks xhtml = blocks(blocks);
        xhtml.endParagraphsAtNewlines();

        // When
        for (String line : List.of("Here is a list:", "\u00b7 one", "1) two")) {
            text(xhtml, line);
            text(xhtml, "\n");
        }
        xhtml.finish();

        // Then
        assertThat(blocks).containsExactly("PARAGRAPH Here is a list:", "LIST_ITEM one", "LIST_ITEM 1) two");
    }

    private static XhtmlBlocks blocks(List<String> into) {
        BlockSink sink =
                new BlockSink(block -> into.add(block.kind() + " " + block.text()), new TextBudget(1_000_000), 1000);
        return new XhtmlBlocks(sink, new TextBudget(1000), false);
    }

    private static void open(XhtmlBlocks xhtml, String name, String type) {
        AttributesImpl attributes = new AttributesImpl();
        attributes.addAttribute("", "class", "class", "CDATA", type);
        xhtml.startElement("", name, name, attributes);
    }

    private static void close(XhtmlBlocks xhtml, String name) {
        xhtml.endElement("", name, name);
    }

    private static void text(XhtmlBlocks xhtml, String text) throws Exception {
        xhtml.characters(text.toCharArray(), 0, text.length());
    }
}
