package io.freshet.tika;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.Limits;
import io.freshet.tika.wire.Warning;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class FilesWithinTest {

    private static final String HEAD =
            "PARAGRAPH From: Ann <ann@example.org>\nTo: ben@example.org\nCc: cid@example.org\n"
                    + "Date: 2026-11-20T10:00:00Z\nSubject: Levels";
    private static final String PLAIN = "Content-Type: text/plain; charset=utf-8\n\nSee the attachment.";
    private static final Limits ARCHIVES = new Limits(5_000_000, 4000, 2, 200, true, false, null);

    private static byte[] mailInMail(int depth) {
        byte[] mail = Mails.mixed()
                .part("Content-Type: text/plain\n\nLevel " + depth + ".")
                .bytes();
        for (int i = depth - 1; i >= 0; i--) {
            mail = Mails.mixed()
                    .part("Content-Type: text/plain\n\nLevel " + i + ".")
                    .attachment("inner.eml", "application/octet-stream", mail)
                    .bytes();
        }
        return mail;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static Limits limits(int depth, int number) {
        return new Limits(5_000_000, 4000, depth, number, false, false, null);
    }

    @Nested
    final class Mail {

        @Test
        void beginsWithItsHeadAndKeepsItsAttachmentsApart() throws IOException {
            // Given
            byte[] mail = Mails.mixed()
                    .part(PLAIN)
                    .attachment("notes.md", "application/octet-stream", Samples.utf8("# Alder\n\nHigh.\n"))
                    .attachment("levels.csv", "text/csv", Samples.utf8("Station;Level\nAlder;3.2\n"))
                    .bytes();

            // When
            ReadFile file = ReadFile.of("a.eml", mail);

            // Then
            assertThat(file.outline())
                    .containsExactly(
                            HEAD,
                            "PARAGRAPH See the attachment.",
                            "HEADING1 notes.md",
                            "HEADING2 Alder",
                            "PARAGRAPH High.",
                            "HEADING1 levels.csv",
                            "TABLE Station | Level\nAlder | 3.2");
            assertThat(file.done().facts().title()).isEqualTo("Levels");
            assertThat(file.done().warnings()).isEmpty();
        }

        @Test
        void saysTheSameThingOnce() throws IOException {
            // Given
            byte[] mail = Mails.of("""
                    Content-Type: multipart/alternative; boundary=b

                    --b
                    Content-Type: text/plain

                    The level is high.
                    --b
                    Content-Type: text/html

                    <h1>News</h1><p>The level is <b>high</b>.</p>
                    --b--
                    """);

            // When
            ReadFile file = ReadFile.of("a.eml", mail);

            // Then
            assertThat(file.outline()).containsExactly(HEAD, "HEADING1 News", "PARAGRAPH The level is high.");
        }

        @Test
        void isReadInTheCharacterSetThatThePartDeclares() throws IOException {
            // Given
            String mail = new String(
                            Mails.of("Content-Type: text/plain; charset=iso-8859-7\n\n"), StandardCharsets.ISO_8859_1)
                    + new String(
                            "Στάθμη ποταμού".getBytes(java.nio.charset.Charset.forName("ISO-8859-7")),
                            StandardCharsets.ISO_8859_1);

            // When
            ReadFile file = ReadFile.of("a.eml", mail.getBytes(StandardCharsets.ISO_8859_1));

            // Then
            assertThat(file.outline()).containsExactly(HEAD, "PARAGRAPH Στάθμη ποταμού");
        }

        @Test
        void withoutABodyIsStillItsHead() throws IOException {
            assertThat(ReadFile.of("a.eml", Mails.of("Content-Type: text/plain\n\n"))
                            .outline())
                    .containsExactly(HEAD);
        }
    }

    @Test
    void theAttachmentsPagesAreNotTheHosts() throws IOException {
        // Given
        byte[] pdf = Samples.pdf("Levels", new String[] {"One."}, new String[] {"Two."});
        byte[] host = Samples.pdfWithAttachment("inner.pdf", pdf, new String[] {"The host."});

        // When
        ReadFile file = ReadFile.of("a.pdf", host);

        // Then
        assertThat(file.outline())
                .containsExactly("PARAGRAPH p1 The host.", "HEADING1 inner.pdf", "PARAGRAPH One.", "PARAGRAPH Two.");
        assertThat(file.done().facts().pages()).isEqualTo(1);
    }

    @Test
    void aLockedOrBrokenAttachmentCostsAWarningOnly() throws IOException {
        // Given
        byte[] mail = Mails.mixed()
                .part(PLAIN)
                .attachment("locked.pdf", "application/pdf", Samples.encryptedPdf())
                .attachment("broken.docx", "application/octet-stream", Samples.truncated(Samples.docx(), 0.5))
                .attachment("fine.txt", "text/plain", Samples.utf8("Fine."))
                .bytes();

        // When
        ReadFile file = ReadFile.of("a.eml", mail);

        // Then
        assertThat(file.code()).isNull();
        assertThat(file.outline()).endsWith("HEADING1 fine.txt", "PARAGRAPH Fine.");
        assertThat(file.done().warnings()).containsExactly(Warning.PARTIAL);
    }

    @Test
    void whatLiesTooDeepIsSkipped() throws IOException {
        // When
        ReadFile file = ReadFile.of("a.eml", null, mailInMail(3), limits(1, 200));

        // Then
        assertThat(file.outline())
                .contains("PARAGRAPH Level 0.", "PARAGRAPH Level 1.")
                .doesNotContain("PARAGRAPH Level 2.");
        assertThat(file.done().warnings()).containsExactly(Warning.EMBEDDED_SKIPPED);
    }

    @Test
    void depthZeroLeavesAttachmentsOut() throws IOException {
        // When
        ReadFile file = ReadFile.of("a.eml", null, mailInMail(1), limits(0, 200));

        // Then
        assertThat(file.outline()).containsExactly(HEAD, "PARAGRAPH Level 0.");
        assertThat(file.done().warnings()).containsExactly(Warning.EMBEDDED_SKIPPED);
    }

    @Test
    void whatIsOneTooManyIsLeftOut() throws IOException {
        // Given
        Mails mail = Mails.mixed().part(PLAIN);
        for (int i = 1; i <= 3; i++) {
            mail.attachment(i + ".txt", "text/plain", Samples.utf8("Text " + i));
        }

        // When
        ReadFile file = ReadFile.of("a.eml", null, mail.bytes(), limits(1, 2));

        // Then
        assertThat(file.outline()).contains("PARAGRAPH Text 2").doesNotContain("PARAGRAPH Text 3");
        assertThat(file.done().warnings()).containsExactly(Warning.EMBEDDED_LIMIT);
    }

    @Test
    void theTextIsCutWhereHostAndAttachmentsTogetherReachTheLimit() throws IOException {
        // Given
        byte[] mail = Mails.mixed()
                .part("Content-Type: text/plain\n\n" + "host ".repeat(100))
                .attachment("a.txt", "text/plain", Samples.utf8("word ".repeat(1000)))
                .attachment("b.txt", "text/plain", Samples.utf8("never"))
                .bytes();

        // When
        ReadFile file = ReadFile.of("a.eml", null, mail, new Limits(1000, 4000, 1, 200, false, false, null));

        // Then
        assertThat(file.done().warnings()).containsExactly(Warning.TRUNCATED);
        assertThat(String.join(" ", file.outline())).contains("word").doesNotContain("never");
    }

    @Nested
    final class Archive {

        @Test
        void isSkippedUnlessSwitchedOn() throws IOException {
            // Given
            byte[] mail = Mails.mixed()
                    .part(PLAIN)
                    .attachment("a.zip", "application/zip", Samples.zip("a.txt", Samples.utf8("Hidden.")))
                    .bytes();

            // Then
            ReadFile closed = ReadFile.of("a.eml", null, mail, new Limits(5000, 4000, 5, 200, false, false, null));
            assertThat(closed.done().warnings()).containsExactly(Warning.EMBEDDED_SKIPPED);
            assertThat(ReadFile.of("a.eml", null, mail, ARCHIVES).outline())
                    .endsWith("HEADING1 a.zip", "HEADING2 a.txt", "PARAGRAPH Hidden.");
        }

        @Test
        void givesNamesThatLeadNowhere() throws IOException {
            // Given
            byte[] zip = Samples.zip("../../etc/C:\\pass\u0007wd.txt", Samples.utf8("Text."));

            // Then
            assertThat(ReadFile.of("a.zip", null, zip, ARCHIVES).outline())
                    .containsExactly("HEADING1 etc/passwd.txt", "PARAGRAPH Text.");
        }

        @Test
        void ofOneCompressedFileIsThatFile() throws IOException {
            assertThat(ReadFile.of("a.txt.gz", null, gzip(Samples.utf8("Text.")), ARCHIVES)
                            .outline())
                    .containsExactly("PARAGRAPH Text.");
        }

        @Test
        void ofCompressionsOnlyEndsAtTheDepth() throws IOException {
            // Given
            byte[] bytes = Samples.utf8("Text.");
            for (int i = 0; i < 50; i++) {
                bytes = gzip(bytes);
            }

            // When
            ReadFile file = ReadFile.of("a.gz", null, bytes, ARCHIVES);

            // Then
            assertThat(file.code()).isEqualTo(FailureCode.NO_TEXT);
            assertThat(file.done().warnings()).contains(Warning.EMBEDDED_SKIPPED);
        }

        @Test
        void ofZerosIsABombThoughItHasNoText() throws IOException {
            // Given a file whose parser wants to see it whole
            byte[] zip = Samples.zip("a.pdf", Samples.concat(Samples.utf8("%PDF-1.4\n"), new byte[100 << 20]));

            // Then
            assertThat(ReadFile.of("a.zip", null, zip, ARCHIVES).code()).isEqualTo(FailureCode.BOMB);
        }

        @Test
        void ofManyFilesGivesTheFirstOnes() throws IOException {
            // When
            ReadFile file = ReadFile.of("a.zip", null, Samples.zipOfMany(2000), ARCHIVES);

            // Then
            assertThat(file.blocks()).hasSize(2 * 200);
            assertThat(file.done().warnings()).containsExactly(Warning.EMBEDDED_LIMIT);
        }
    }
}
