package io.freshet.tika;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.tika.wire.Warning;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FormatsTest {

    @Test
    void markdownKeepsItsStructure() throws IOException {
        // Given
        String text = """
                ---
                title: "The gauge"
                ---
                # Gauges

                Two lines of
                one *paragraph*.

                - first
                - second

                ```
                read  --now
                ```

                | Station | Level |
                |---------|-------|
                | Alder   | `3.2` |
                """;

        // When
        ReadFile file = ReadFile.of("gauges.md", Samples.utf8(text));

        // Then
        assertThat(file.outline())
                .containsExactly(
                        "HEADING1 Gauges",
                        "PARAGRAPH Two lines of one paragraph.",
                        "LIST_ITEM first",
                        "LIST_ITEM second",
                        "CODE read  --now",
                        "TABLE Station | Level\nAlder | 3.2");
        assertThat(file.done().facts().title()).isEqualTo("The gauge");
    }

    @Test
    void htmlKeepsItsStructureAndLosesItsFurniture() throws IOException {
        // Given
        String text = """
                <html lang="en"><head><title>Floods</title><style>p {}</style></head><body>
                <nav><a href="/">Home</a></nav>
                <main><h1>Flood</h1><div>One<div>Two</div></div>
                <p>First line<br>second line &amp; <b>bold</b></p>
                <ul><li>a</li><li>b</li></ul>
                <pre>x  =  1</pre>
                <table><tr><th>Station</th><th>Level</th></tr><tr><td>Alder</td><td><p>3.2</p></td></tr></table>
                <script>var noise = 1;</script></main>
                <footer>Imprint</footer></body></html>
                """;

        // When
        ReadFile file = ReadFile.of("flood.html", Samples.utf8(text));

        // Then
        assertThat(file.outline())
                .containsExactly(
                        "HEADING1 Flood",
                        "PARAGRAPH One",
                        "PARAGRAPH Two",
                        "PARAGRAPH First line\nsecond line & bold",
                        "LIST_ITEM a",
                        "LIST_ITEM b",
                        "CODE x  =  1",
                        "TABLE Station | Level\nAlder | 3.2");
        assertThat(file.done().facts().title()).isEqualTo("Floods");
        assertThat(file.done().facts().language()).isEqualTo("en");
    }

    @Test
    void tablesThatArrangeAPageAreReadAsText() throws IOException {
        // Given
        String text = "<table><tr><td><h1>News</h1><p>Today</p><table><tr><td>a</td><td>b</td></tr></table></td>"
                + "<td><p>Tomorrow</p></td></tr></table>";

        // When
        ReadFile file = ReadFile.of("old.html", Samples.utf8("<html><body>" + text + "</body></html>"));

        // Then
        assertThat(file.outline())
                .containsExactly("HEADING1 News", "PARAGRAPH Today", "TABLE a | b", "PARAGRAPH Tomorrow");
    }

    @Test
    void pdfLinesBecomeParagraphsWithTheirPage() throws IOException {
        // Given
        String[] one = {
            "The level of the river is read at noon by the keeper of the sta-",
            "tion, who writes it down in a book and sends it on to the office.",
            "Then he goes home."
        };
        String[] two = {"A second page."};

        // When
        ReadFile file = ReadFile.of("levels.pdf", Samples.pdf("Levels", one, two));

        // Then
        assertThat(file.outline())
                .containsExactly(
                        "PARAGRAPH p1 The level of the river is read at noon by the keeper of the station, who writes it"
                                + " down in a book and sends it on to the office. Then he goes home.",
                        "PARAGRAPH p2 A second page.");
        assertThat(file.done().facts().pages()).isEqualTo(2);
        assertThat(file.done().facts().title()).isEqualTo("Levels");
    }

    @Test
    void docxKeepsHeadingsAndTables() throws IOException {
        // When
        ReadFile file = ReadFile.of(null, Samples.docx());

        // Then
        assertThat(file.outline()).endsWith("PARAGRAPH Read it at noon.", "TABLE Station | Level\nAlder | 3.2 m");
        assertThat(file.blocks().get(0).text()).isEqualTo("Reading the gauge");
        assertThat(file.done().facts().title()).isEqualTo("Gauge handbook");
        assertThat(file.done().facts().mediaType()).endsWith("wordprocessingml.document");
    }

    @Test
    void xlsxGivesSheetsAndRows() throws IOException {
        // When
        ReadFile file = ReadFile.of("levels.xlsx", Samples.xlsx());

        // Then
        assertThat(file.outline()).containsExactly("HEADING1 Levels", "TABLE Station | Level\nAlder | 3.2");
    }

    @Test
    void csvIsATableWhateverSeparatesIt() throws IOException {
        // When
        ReadFile file = ReadFile.of("levels.csv", Samples.utf8("Station;Note\nAlder;\"high; rising\"\n"));

        // Then
        assertThat(file.outline()).containsExactly("TABLE Station | Note\nAlder | high; rising");
    }

    @Test
    void aLongTableRepeatsItsHeaderInEveryBlock() throws IOException {
        // Given
        String rows = "Station;Level\n" + "Alder;3.2 metres above the old mark\n".repeat(400);

        // When
        ReadFile file = ReadFile.of("levels.csv", Samples.utf8(rows));

        // Then
        assertThat(file.blocks()).hasSizeGreaterThan(2).allSatisfy(block -> assertThat(block.text())
                .startsWith("Station | Level\n")
                .hasSizeLessThanOrEqualTo(4000));
    }

    @Test
    void mailGivesItsBodyAndSubject() throws IOException {
        // Given
        String mail = """
                From: a@example.org
                To: b@example.org
                Subject: Level report
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8

                The level is high.
                """;

        // When
        ReadFile file = ReadFile.of("report.eml", Samples.utf8(mail));

        // Then
        assertThat(file.outline()).contains("PARAGRAPH The level is high.");
        assertThat(file.done().facts().title()).isEqualTo("Level report");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
    void plainTextIsReadInWhateverCharacterSetItIs(String charset) throws IOException {
        // Given
        String text = "Der Fluß steigt über die Brücke.\n\nAn der nächsten Stelle fällt er, für eine Stunde.\n";

        // When
        ReadFile file = ReadFile.of("fluss.txt", text.getBytes(Charset.forName(charset)));

        // Then
        assertThat(file.outline())
                .containsExactly(
                        "PARAGRAPH Der Fluß steigt über die Brücke.",
                        "PARAGRAPH An der nächsten Stelle fällt er, für eine Stunde.");
    }

    @Test
    void aDeclarationThatTheBytesContradictIsPassedOver() throws IOException {
        // Given
        String html = "<html><head><meta charset=\"iso-8859-1\"></head><body><p>Brücke</p></body></html>";

        // When
        ReadFile file = ReadFile.of("lying.html", html.getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(file.outline()).containsExactly("PARAGRAPH Brücke");
    }

    @Test
    void textIsComposedAndFreeOfControlCharacters() throws IOException {
        // Given
        String text = "U\u0308ber\u0007 den \ufb02uss\u00adlauf\u00a0hinaus";

        // When
        ReadFile file = ReadFile.of("a.md", Samples.utf8(text));

        // Then
        assertThat(file.outline()).containsExactly("PARAGRAPH \u00dcber den flusslauf hinaus");
    }

    @Test
    void overlongTextIsCutAndSaysSo() throws IOException {
        // Given
        byte[] text = Samples.utf8("word ".repeat(4000));

        // When
        ReadFile file = ReadFile.of("long.txt", text, 10_000);

        // Then
        assertThat(file.code()).isNull();
        assertThat(file.done().warnings()).containsExactly(Warning.TRUNCATED);
        assertThat(file.blocks()).allSatisfy(block -> assertThat(block.text()).hasSizeLessThanOrEqualTo(4000));
        assertThat(file.blocks().stream()
                        .mapToInt(block -> block.text().length())
                        .sum())
                .isBetween(9_900, 10_000);
    }

    @Test
    void whatTheBytesSayWinsOverTheName() throws IOException {
        // When
        ReadFile file = ReadFile.of("levels.html", Samples.pdf("Levels", new String[] {"Really a PDF."}));

        // Then
        assertThat(file.done().facts().mediaType()).isEqualTo("application/pdf");
        assertThat(file.outline()).containsExactly("PARAGRAPH p1 Really a PDF.");
    }
}
