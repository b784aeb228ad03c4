package io.freshet.tika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.Limits;
import io.freshet.tika.wire.Warning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What files of bad will or bad luck end as. Those that need a deadline or a dying process are tried with the pool. */
@Timeout(120)
final class NastyFilesTest {

    private static final Limits ARCHIVES = new Limits(5_000_000, 4000, 3, 200, true, false, null);
    private static final String LOGIN =
            "<!DOCTYPE html><html><head><title>Log in</title></head><body>Log in</body></html>";

    /** A maker of bytes that may fail. */
    interface Bytes {
        byte[] make() throws IOException;
    }

    static Stream<Arguments> nastyFiles() {
        return Stream.of(
                file("a.pdf", FailureCode.EMPTY, () -> new byte[0]),
                file("a.docx", FailureCode.CORRUPT, () -> Samples.flipped(Samples.docx())),
                file("a.xlsx", FailureCode.CORRUPT, () -> Samples.truncated(Samples.xlsx(), 0.5)),
                file("a.pdf", FailureCode.ENCRYPTED, Samples::encryptedPdf),
                file("a.png", FailureCode.NEEDS_OCR, () -> Samples.png(20, 20)),
                file("a.png", FailureCode.NEEDS_OCR, () -> Samples.pngClaiming(60_000, 60_000)),
                file("a.docx", FailureCode.SUSPECT_CONTENT, () -> Samples.utf8(LOGIN)),
                file("a.pdf", FailureCode.SUSPECT_CONTENT, () -> Samples.utf8("{\"error\": \"not found\"}")),
                file("a.xlsx", FailureCode.SUSPECT_CONTENT, () -> Samples.utf8("<?xml version=\"1.0\"?><Error/>")),
                file("a.epub", FailureCode.SUSPECT_CONTENT, () -> Samples.utf8("Not found")),
                file("a.gz", FailureCode.BOMB, () -> Samples.gzip("a ".repeat(1 << 20), 10)),
                file("a.bz2", FailureCode.CORRUPT, () -> Samples.concat(Samples.utf8("BZh9"), Samples.random(5000))),
                file("a.zip", FailureCode.NO_TEXT, () -> Samples.nestedZips(150)),
                file("a.docx", FailureCode.BOMB, () -> Samples.docxBomb(300)),
                file("a.xml", FailureCode.CORRUPT, () -> Samples.utf8(Samples.entityBomb())),
                file("a.html", FailureCode.TOO_NESTED, () -> Samples.nested("<table><tr><td>", 200)),
                file("a.html", FailureCode.TOO_NESTED, () -> Samples.nested("<ul><li>x", 20_000)),
                file("a.docx", FailureCode.TOO_NESTED, () -> Samples.docxOfNestedTables(5000)),
                file("a.pdf", FailureCode.NO_TEXT, Samples::pdfWithoutPages));
    }

    private static Arguments file(String name, FailureCode code, Bytes bytes) {
        return arguments(name, code, bytes);
    }

    @ParameterizedTest(name = "{index}: {0} is {1}")
    @MethodSource("nastyFiles")
    void everyNastyFileHasItsCode(String name, FailureCode code, Bytes bytes) throws IOException {
        assertThat(ReadFile.of(name, null, bytes.make(), ARCHIVES).code()).isEqualTo(code);
    }

    @Test
    void aSecretNextToAnXmlFileStaysWhereItIs(@TempDir Path directory) throws IOException {
        // Given
        Path secret = Files.writeString(directory.resolve("secret.txt"), "the secret");
        String doctype = "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";
        byte[] docx = Samples.docxOf(doctype, "&x;");

        // Then
        for (ReadFile file : List.of(
                ReadFile.of("a.xml", Samples.utf8(doctype + "<a>text &x; end</a>")),
                ReadFile.of("a.svg", Samples.utf8(doctype + "<svg xmlns=\"http://www.w3.org/2000/svg\">&x;</svg>")),
                ReadFile.of("a.html", Samples.utf8(doctype + "<html><body>&x;</body></html>")),
                ReadFile.of("a.docx", docx))) {
            assertThat(file.blocks().toString() + file.done()).doesNotContain("the secret");
        }
    }

    @ParameterizedTest
    @CsvSource({"a.docx, TYPE_MISMATCH", "a.doc, TYPE_MISMATCH", "a.pdf,", "a,", "a.unknown,"})
    void aPdfUnderAnotherNameIsReadAsAPdf(String name, Warning warning) throws IOException {
        // When
        ReadFile file = ReadFile.of(name, Samples.pdf("A", new String[] {"Text."}));

        // Then
        assertThat(file.outline()).containsExactly("PARAGRAPH p1 Text.");
        assertThat(file.done().warnings()).isEqualTo(warning == null ? java.util.Set.of() : java.util.Set.of(warning));
    }

    @Test
    void theDeclaredTypePromisesWhatTheNameLeavesOpen() throws IOException {
        // When
        Limits limits = Limits.ofText(1000, 1000);
        ReadFile nameless = ReadFile.of(null, "application/pdf", Samples.utf8(LOGIN), limits);
        ReadFile named = ReadFile.of("a.html", "application/pdf", Samples.utf8(LOGIN), limits);

        // Then
        assertThat(nameless.code()).isEqualTo(FailureCode.SUSPECT_CONTENT);
        assertThat(named.code()).isNull();
    }

    @Test
    void aTableUnderAnOldSpreadsheetsNameIsATable() throws IOException {
        // When
        ReadFile file =
                ReadFile.of("export.xls", Samples.utf8("<html><table><tr><td>a</td><td>b</td></tr></table></html>"));

        // Then
        assertThat(file.outline()).containsExactly("TABLE a | b");
        assertThat(file.done().warnings()).containsExactly(Warning.TYPE_MISMATCH);
    }

    @Test
    void aPdfThatForbidsItsTextIsReadWithAWarningUnlessThatIsHonoured() throws IOException {
        // Given
        byte[] pdf = Samples.pdfThatForbidsExtraction();

        // When
        ReadFile read = ReadFile.of("a.pdf", pdf);
        ReadFile honoured = ReadFile.of("a.pdf", null, pdf, new Limits(1000, 1000, 1, 10, false, true, null));

        // Then
        assertThat(read.outline()).containsExactly("PARAGRAPH p1 secret text");
        assertThat(read.done().warnings()).containsExactly(Warning.RESTRICTED);
        assertThat(honoured.code()).isEqualTo(FailureCode.RESTRICTED);
        assertThat(honoured.blocks()).isEmpty();
    }

    @Test
    void anArchiveOfManyEntriesEndsSoon() throws IOException {
        // When
        ReadFile file = ReadFile.of("a.zip", null, Samples.zipOfMany(20_000), ARCHIVES);

        // Then
        assertThat(file.code()).isNull();
        assertThat(file.done().warnings()).containsExactly(Warning.EMBEDDED_LIMIT);
    }

    @Test
    void aCircleOfPagesEnds() throws IOException {
        assertThat(ReadFile.of("a.pdf", Samples.cyclicPdf()).code())
                .isIn(FailureCode.NO_TEXT, FailureCode.CORRUPT, FailureCode.NEEDS_OCR);
    }

    @Test
    void aSheetWithOneCellInItsLastCornerIsSmall() throws IOException {
        // When
        ReadFile file = ReadFile.of("a.xlsx", Samples.sparseXlsx());

        // Then
        assertThat(file.outline())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("TABLE")
                .hasSizeLessThan(200);
    }

    @Test
    void aSheetOfManyRowsIsCutAtTheLimit() throws IOException {
        // When
        ReadFile file = ReadFile.of("a.xlsx", Samples.longXlsx(100_000), 500_000);

        // Then
        assertThat(file.done().warnings()).containsExactly(Warning.TRUNCATED);
        assertThat(file.blocks()).allSatisfy(block -> assertThat(block.text()).hasSizeLessThanOrEqualTo(4000));
    }

    @Test
    void oneLineOfAHundredMegabytesIsCut() throws IOException {
        // When
        ReadFile file = ReadFile.of("a.txt", "x".repeat(100 << 20).getBytes(StandardCharsets.US_ASCII), 1_000_000);

        // Then
        assertThat(file.code()).isNull();
        assertThat(file.done().warnings()).containsExactly(Warning.TRUNCATED);
        assertThat(file.blocks()).allSatisfy(block -> assertThat(block.text()).hasSizeLessThanOrEqualTo(4000));
    }

    @Test
    void aMailOfThousandsOfPartsIsReadToItsLimit() throws IOException {
        // Given
        Mails mail = Mails.mixed();
        for (int i = 0; i < 3000; i++) {
            mail.attachment(i + ".txt", "text/plain", Samples.utf8("Text."));
        }

        // When
        ReadFile file = ReadFile.of("a.eml", mail.bytes());

        // Then
        assertThat(file.code()).isNull();
        assertThat(file.done().warnings()).containsExactly(Warning.EMBEDDED_LIMIT);
    }

    @Test
    void aMailOfTwoThousandPartsInsideEachOtherIsSurvived() throws IOException {
        // When
        ReadFile file = ReadFile.of("a.eml", Samples.nestedMultiparts(2000));

        // Then
        assertThat(file.code()).isIn(null, FailureCode.CORRUPT, FailureCode.TOO_NESTED, FailureCode.BOMB);
    }

    @Test
    void loneSurrogatesAndControlCharactersDoNotGetThrough() throws IOException {
        // When
        ReadFile file = ReadFile.of("a.html", Samples.utf8("<html><body>a&#xD800;b&#1;c\u0000d</body></html>"));

        // Then
        String text = file.blocks().get(0).text();
        assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(text);
        assertThat(text.chars()).noneMatch(Character::isISOControl);
    }
}
