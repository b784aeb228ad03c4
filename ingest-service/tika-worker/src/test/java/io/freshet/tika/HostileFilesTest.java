package io.freshet.tika;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.Limits;
import io.freshet.tika.wire.Warning;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostileFilesTest {

    private static final String[] LINES = {"Some text on a page."};

    @Test
    void aFileWithoutBytesIsEmpty() throws IOException {
        assertThat(ReadFile.of("a.txt", new byte[0]).code()).isEqualTo(FailureCode.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.html", "a.txt", "a.md", "a.csv", "a.xml", "a.pdf", "a.docx", "a.doc", "a.xlsx", "a.rtf"})
    void randomBytesUnderAKnownNameAreCorrupt(String name) throws IOException {
        assertThat(ReadFile.of(name, Samples.random(50_000)).code()).isEqualTo(FailureCode.CORRUPT);
    }

    @Test
    void randomBytesWithoutANameAreUnsupported() throws IOException {
        assertThat(ReadFile.of(null, Samples.random(50_000)).code()).isEqualTo(FailureCode.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "a.html", "a.md", "a.csv", "a.json"})
    void zerosAreNotText(String name) throws IOException {
        assertThat(ReadFile.of(name, new byte[10_000_000]).code()).isEqualTo(FailureCode.CORRUPT);
    }

    @Test
    void zerosWithoutANameAreUnsupported() throws IOException {
        assertThat(ReadFile.of(null, new byte[10_000_000]).code()).isEqualTo(FailureCode.UNSUPPORTED);
    }

    @Test
    void aPdfThatNeedsAPasswordIsEncrypted() throws IOException {
        assertThat(ReadFile.of("a.pdf", Samples.encryptedPdf()).code()).isEqualTo(FailureCode.ENCRYPTED);
    }

    @Test
    void aTruncatedDocxIsCorrupt() throws IOException {
        assertThat(ReadFile.of("a.docx", Samples.truncated(Samples.docx(), 0.5)).code())
                .isEqualTo(FailureCode.CORRUPT);
    }

    @Test
    void aPdfCutInItsHeaderIsCorrupt() throws IOException {
        assertThat(ReadFile.of("a.pdf", Samples.truncated(Samples.pdf("A", LINES), 0.05))
                        .code())
                .isEqualTo(FailureCode.CORRUPT);
    }

    @Test
    void aPdfWithoutTextNeedsOcr() throws IOException {
        assertThat(ReadFile.of("a.pdf", Samples.pdf("A", new String[0])).code()).isEqualTo(FailureCode.NEEDS_OCR);
    }

    @Test
    void aPageMadeByScriptsHasNoText() throws IOException {
        // Given
        byte[] html = Samples.utf8("<html><body><div id=app></div><script>render('text')</script></body></html>");

        // Then
        assertThat(ReadFile.of("a.html", html).code()).isEqualTo(FailureCode.NO_TEXT);
    }

    @Test
    void anArchiveIsNotOpened() throws IOException {
        assertThat(ReadFile.of("a.zip", Samples.zip("a.txt", Samples.utf8("hidden")))
                        .code())
                .isEqualTo(FailureCode.UNSUPPORTED);
    }

    @Test
    void aDocxThatUnpacksToAHundredTimesItsSizeIsABomb() throws IOException {
        assertThat(ReadFile.of("a.docx", Samples.docxBomb(60), 10_000_000).code())
                .isEqualTo(FailureCode.BOMB);
    }

    @Test
    void externalEntitiesAreNotFollowed() throws IOException {
        // Given
        byte[] xml = Samples.utf8("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>text &x; end</a>");

        // When
        ReadFile file = ReadFile.of("a.xml", xml);

        // Then
        assertThat(String.join("\n", file.outline())).doesNotContain("root:");
    }

    @Test
    void manyTinyParagraphsAreCutBeforeTheyFillTheMemoryOfWhoeverReadsThem() throws IOException {
        // Given
        byte[] tiny = Samples.utf8("a\n\n".repeat(10_000));

        // When
        ReadFile file = ReadFile.of("a.txt", null, tiny, Limits.ofText(30_000, 1000));

        // Then
        assertThat(file.blocks()).hasSizeBetween(500, 1000);
        assertThat(file.done().warnings()).containsExactly(Warning.TRUNCATED);
    }

    @Test
    @Timeout(30)
    void aLineOfSpacesIsAnEmptyLineHoweverLongItIs() throws IOException {
        // When
        ReadFile file = ReadFile.of("a.txt", Samples.utf8("one\n\n" + " ".repeat(1_000_000) + "\n  two\r\nthree"));

        // Then
        assertThat(file.outline()).containsExactly("PARAGRAPH one", "PARAGRAPH two\nthree");
    }

    @Test
    void aThousandNestedTablesAreTooNested() throws IOException {
        // Given
        String open = "<table><tr><td>x".repeat(1000);

        // When
        ReadFile file = ReadFile.of("a.html", Samples.utf8("<html><body>" + open + "</body></html>"));

        // Then
        assertThat(file.code()).isEqualTo(FailureCode.TOO_NESTED);
    }

    @Test
    void aMessageNeverQuotesTheFile() throws IOException {
        // When
        ReadFile file = ReadFile.of("a.xml", Samples.utf8("<secret-element><unclosed>"));

        // Then
        assertThat(List.of(file.done())).noneMatch(done -> done.toString().contains("secret"));
    }
}
