package io.freshet.tika;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.tika.wire.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnreadableVariantsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a.zip", "a.ear", "a.war", "a.ipa", "a.kmz", "a.oxt", "a.jar"})
    void everyKindOfZipArchiveStaysClosed(String name) throws IOException {
        assertThat(ReadFile.of(name, Samples.zip("a.txt", Samples.utf8("hidden")))
                        .code())
                .isEqualTo(FailureCode.UNSUPPORTED);
    }

    @Test
    void anArchiveOfWebPagesStaysClosed() throws IOException {
        // Given
        byte[] warc = Samples.utf8("WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\ntext\r\n\r\n");

        // Then
        assertThat(ReadFile.of("a.warc", warc).code()).isEqualTo(FailureCode.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.sxc", "a.sxd", "a.sxi"})
    void oldOfficeDocumentsAreNotTakenForTheirSettings(String name) throws IOException {
        assertThat(ReadFile.of(name, Samples.zip("settings.xml", Samples.utf8("<a>0 0 22922</a>")))
                        .code())
                .isEqualTo(FailureCode.UNSUPPORTED);
    }

    @Test
    void aZipUnderANameOfMarkupIsNotDamaged() throws IOException {
        assertThat(ReadFile.of("a.3mf", Samples.zip("a.model", Samples.utf8("<a/>")))
                        .code())
                .isEqualTo(FailureCode.UNSUPPORTED);
    }

    @Test
    void anOldSpreadsheetThatIsNoCompoundFileIsNotDamaged() throws IOException {
        assertThat(ReadFile.of("a.wb1", latin("\u0000\u0000\u0002\u0000\u0001\u0010\u0000\u0000".repeat(50)))
                        .code())
                .isEqualTo(FailureCode.UNSUPPORTED);
    }

    @Test
    void anEnvelopeOfAMessageIsEncrypted() throws IOException {
        // Given
        String object = "0\u0080\u0006\t*\u0086H\u0086\u00f7\r\u0001\u0007\u0003\u00a0\u0080";

        // Then
        assertThat(ReadFile.of("a.p7s", latin(object + "x".repeat(200))).code()).isEqualTo(FailureCode.ENCRYPTED);
    }

    private static byte[] latin(String bytes) {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }
}
