package io.freshet.tika;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PdfStructureTest {

    private static final String[] BODY = {
        "The level of the river is read at noon by the keeper of the station, who writes it",
        "down in a book and sends it on to the office, where it is compared with the level of",
        "the day before and with that of the same day in the year before."
    };
    private static final String PARAGRAPH = String.join(" ", BODY);

    @Test
    void largerTypeMakesHeadingsOfTwoLevels() throws IOException {
        try (PdfSample pdf = new PdfSample()) {
            // Given
            pdf.page().line("The handbook of gauges", 20, true).down(10);
            pdf.line("Reading", 14, true).down(4).body(BODY).down(10);
            pdf.line("Writing", 14, true).down(4).body(BODY).body(BODY);

            // When
            List<String> outline = ReadFile.of("a.pdf", pdf.bytes()).outline();

            // Then
            assertThat(outline)
                    .startsWith(
                            "HEADING1 p1 The handbook of gauges",
                            "HEADING2 p1 Reading",
                            "PARAGRAPH p1 " + PARAGRAPH,
                            "HEADING2 p1 Writing");
        }
    }

    @Test
    void boldLinesOfTheirOwnAreHeadingsAndBoldWordsAreNot() throws IOException {
        try (PdfSample pdf = new PdfSample()) {
            // Given
            pdf.page();
            for (int i = 0; i < 4; i++) {
                pdf.body(BODY).down(11);
            }
            pdf.line("Reading at night", 11, true).body(BODY).down(11);
            pdf.line("Note that this is bold to the end of its line and goes on in bold as a sentence", 11, true);
            pdf.line("does which is important.", 11, true).body(BODY);

            // When
            List<String> outline = ReadFile.of("a.pdf", pdf.bytes()).outline();

            // Then
            assertThat(outline.stream().filter(block -> block.startsWith("HEADING")))
                    .containsExactly("HEADING1 p1 Reading at night");
        }
    }

    @Test
    void theOutlineNamesTheHeadingsWhateverTheirType() throws IOException {
        try (PdfSample pdf = new PdfSample()) {
            // Given
            pdf.page().line("A remark in large type", 20, true).down(10);
            pdf.line("1. Reading", 11, false).down(8).body(BODY).bookmark("Reading");

            // When
            List<String> outline = ReadFile.of("a.pdf", pdf.bytes()).outline();

            // Then
            assertThat(outline)
                    .containsExactly(
                            "PARAGRAPH p1 A remark in large type",
                            "HEADING1 p1 1. Reading",
                            "PARAGRAPH p1 " + PARAGRAPH);
        }
    }

    @Test
    void aPosterInLargeTypeHasNoHeadings() throws IOException {
        try (PdfSample pdf = new PdfSample()) {
            // Given
            pdf.page().body(BODY).down(20);
            for (int i = 0; i < 6; i++) {
                pdf.line("Come to the river and see the gauge", 20, false);
            }

            // When
            List<String> outline = ReadFile.of("a.pdf", pdf.bytes()).outline();

            // Then
            assertThat(outline).noneMatch(block -> block.startsWith("HEADING"));
        }
    }

    @Test
    void whatRunsAlongAtTheEdgesIsKeptOnceAndPageNumbersAreNot() throws IOException {
        try (PdfSample pdf = new PdfSample()) {
            // Given
            for (int i = 1; i <= 5; i++) {
                pdf.page().at(72, 760, "Gauge handbook, second edition", 9, false);
                pdf.body(BODY).at(300, 30, "Page " + i + " of 5", 9, false);
            }

            // When
            List<String> outline = ReadFile.of("a.pdf", pdf.bytes()).outline();

            // Then
            assertThat(outline.stream().filter(block -> block.contains("Gauge handbook")))
                    .hasSize(1);
            assertThat(outline.stream().filter(block -> block.contains("Page ")).count())
                    .isLessThanOrEqualTo(1);
            assertThat(outline.stream().filter(block -> block.endsWith(PARAGRAPH)))
                    .hasSize(5);
        }
    }

    @Test
    void figuresAtTheTopOfEveryPageAreNotTakenForPageNumbers() throws IOException {
        try (PdfSample pdf = new PdfSample()) {
            // Given
            for (int i = 1; i <= 6; i++) {
                pdf.page().at(72, 760, "Level " + i * i * 7, 11, false).body(BODY);
            }

            // When
            List<String> outline = ReadFile.of("a.pdf", pdf.bytes()).outline();

            // Then
            assertThat(outline.stream().filter(block -> block.contains("Level ")))
                    .hasSize(6);
        }
    }

    @Test
    void aGapEndsAParagraphThoughItsLastLineIsFull() throws IOException {
        try (PdfSample pdf = new PdfSample()) {
            // Given
            pdf.page().body(BODY[0], BODY[1]).down(12).body(BODY);

            // When
            List<String> outline = ReadFile.of("a.pdf", pdf.bytes()).outline();

            // Then
            assertThat(outline).hasSize(2).last().isEqualTo("PARAGRAPH p1 " + PARAGRAPH);
        }
    }

    @Test
    void aFigureHasItsCaption() throws IOException {
        try (PdfSample pdf = new PdfSample()) {
            // Given
            pdf.page().body(BODY).down(20).body("Figure 2: The gauge at Alder").down(20);
            pdf.body("Figure 2 shows the gauge.");

            // When
            List<String> outline = ReadFile.of("a.pdf", pdf.bytes()).outline();

            // Then
            assertThat(outline)
                    .endsWith("CAPTION p1 Figure 2: The gauge at Alder", "PARAGRAPH p1 Figure 2 shows the gauge.");
        }
    }

    @Test
    void columnsAreReadOneAfterTheOther() throws IOException {
        try (PdfSample pdf = new PdfSample()) {
            // Given
            pdf.page();
            for (int column = 0; column < 2; column++) {
                for (int line = 0; line < 4; line++) {
                    pdf.at(72 + column * 250, 700 - line * 14, "column " + column + " line " + line, 11, false);
                }
            }

            // When
            List<String> outline = ReadFile.of("a.pdf", pdf.bytes()).outline();

            // Then
            assertThat(String.join(" ", outline))
                    .containsSubsequence("column 0 line 0", "column 0 line 3", "column 1 line 0", "column 1 line 3");
        }
    }
}
