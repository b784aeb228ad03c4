package io.freshet.tika;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.Warning;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages on which any step that is not proportional to their size would take minutes. */
@Timeout(30)
final class LargePagesTest {

    @ParameterizedTest
    @CsvSource({"<div>", "<span>", "<section><div>"})
    void aPageOfElementsThatNeverEndIsTooNested(String tags) throws IOException {
        assertThat(ReadFile.of("a.html", page(tags.repeat(400_000))).code()).isEqualTo(FailureCode.TOO_NESTED);
    }

    @ParameterizedTest
    @CsvSource({
        "<div class=share>x</div>, 150000",
        "<div class=sidebar><a>x</a></div>, 100000",
        "<dl><dt>x<dd>y</dl>, 100000",
        "<dt>x<dd>y, 140000",
        "<table><caption>x</caption><tr><td>x<td>y</table>, 50000",
        "<footer>x</footer>, 100000",
        "<input>, 300000",
        "<p>x, 150000"
    })
    void aPageOfManyBrothersIsRead(String one, int times) throws IOException {
        // When
        ReadFile file = ReadFile.of("a.html", page("<dl>" + one.repeat(times) + "</dl><p>The end."));

        // Then
        assertThat(file.outline()).last().asString().contains("The end.");
    }

    @Test
    void aPageOfTooManyParagraphsIsCut() throws IOException {
        // When
        ReadFile file = ReadFile.of("a.html", page("<p>x".repeat(500_000)));

        // Then
        assertThat(file.blocks()).hasSizeBetween(100_000, 200_000);
        assertThat(file.done().warnings()).containsExactly(Warning.TRUNCATED);
    }

    @Test
    void partsInsideEachOtherAreMeasuredOnce() throws IOException {
        // Given
        String parts = "<div class=share>".repeat(400) + "word ".repeat(600_000) + "</div>".repeat(400);

        // Then
        assertThat(ReadFile.of("a.html", page("<p>Text.</p>" + parts)).code()).isNull();
    }

    @Test
    void tablesInsideEachOtherAreSortedOnce() throws IOException {
        // Given
        String inner = "<table><tr><td>x</table>".repeat(40_000);

        // When
        ReadFile file = ReadFile.of("a.html", page("<table><tr><td>".repeat(90) + inner));

        // Then
        assertThat(file.blocks()).hasSize(40_000);
    }

    @Test
    void unclosedTagsInMarkdownAreText() throws IOException {
        // When
        ReadFile file = ReadFile.of("a.md", Samples.utf8("Text.\n\n<div>\n" + "<!--".repeat(300_000) + "\n"));

        // Then
        assertThat(file.outline()).first().isEqualTo("PARAGRAPH Text.");
    }

    @Test
    void aListOfListsInFrontMatterIsNoRecursion() throws IOException {
        // Given
        String front = "---\na: " + "[".repeat(30_000) + "]".repeat(30_000) + "\n---\n";

        // Then
        assertThat(ReadFile.of("a.md", Samples.utf8(front + "Text.")).outline()).containsExactly("PARAGRAPH Text.");
    }

    @Test
    void aPileOfAccentsIsCut() throws IOException {
        // When
        ReadFile file = ReadFile.of("a.txt", Samples.utf8("a" + "\u0301\u0323".repeat(1_000_000) + " b"));

        // Then
        assertThat(file.blocks())
                .singleElement()
                .satisfies(block -> assertThat(block.text()).endsWith(" b").hasSizeLessThan(40));
    }

    private static byte[] page(String body) {
        return Samples.utf8("<html><body>" + body);
    }
}
