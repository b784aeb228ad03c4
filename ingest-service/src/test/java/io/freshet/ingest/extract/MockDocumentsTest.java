package io.freshet.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.ingest.content.InlineContent;
import io.freshet.ingest.extract.Extraction.Extracted;
import io.freshet.ingest.extract.Extraction.Unreadable;
import io.freshet.tika.wire.FailureCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tika's own mock documents, read by workers that have Tika's mock parser on their class path. */
@Timeout(180)
final class MockDocumentsTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private WorkerPool pool;

    @BeforeEach
    void open() throws Exception {
        Path home = MischievousHome.in(directory);
        try (Stream<Path> jars = Files.list(Path.of("target/mock-parser").toAbsolutePath())) {
            for (Path jar : jars.toList()) {
                Files.createSymbolicLink(home.resolve(jar.getFileName()), jar);
            }
        }
        pool = new WorkerPool(
                PoolSettings.of(2, LIMIT, 1000, Duration.ofMinutes(30), home, directory.resolve("temp")),
                new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private Extraction read(String name, String content) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
        return pool.extract(new SourceFile(name, null, new InlineContent(bytes)));
    }

    private static String mock(String action) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><mock>" + action + "</mock>";
    }

    @ParameterizedTest
    @CsvSource({
        "<system_exit/>, CRASHED",
        "<oom/>, OUT_OF_MEMORY",
        "<hang millis=\"600000\" heavy=\"false\" interruptible=\"false\"/>, TIMEOUT",
        "<hang millis=\"600000\" heavy=\"true\" pulse_millis=\"100\"/>, TIMEOUT",
        "<throw class=\"java.lang.StackOverflowError\">x</throw>, CRASHED",
        "<throw class=\"java.lang.NoClassDefFoundError\">x</throw>, CRASHED",
        "<throw class=\"org.apache.tika.exception.EncryptedDocumentException\">x</throw>, ENCRYPTED",
        "<throw class=\"java.lang.NullPointerException\">x</throw>, CORRUPT"
    })
    void everyMockDocumentEndsInItsOwnCode(String action, FailureCode code) throws Exception {
        // When
        Extraction extraction = read("a.xml", mock(action));

        // Then
        assertThat(((Unreadable) extraction).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<print_out>noise</print_out>", "<print_err>noise</print_err>", "<thread_interrupt/>"})
    void noiseAndInterruptsDoNotReachTheNextFile(String action) throws Exception {
        // When
        read("a.xml", mock("<write element=\"p\">text</write>" + action));
        Extraction next = read("b.xml", mock("<write element=\"p\">next</write>"));

        // Then
        assertThat(((Extracted) next).blocks().get(0).text()).isEqualTo("next");
    }

    @Test
    void otherFilesAreReadWhileOneHangs() throws Exception {
        // Given
        read("a.txt", "Warm.");
        CompletableFuture<Extraction> hanging = CompletableFuture.supplyAsync(() -> {
            try {
                return read("a.xml", mock("<hang millis=\"600000\" heavy=\"true\" pulse_millis=\"100\"/>"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        // When
        Extraction other = read("b.txt", "Meanwhile.");

        // Then
        assertThat(hanging).isNotDone();
        assertThat(((Extracted) other).blocks().get(0).text()).isEqualTo("Meanwhile.");
        assertThat(((Unreadable) hanging.get(60, TimeUnit.SECONDS)).code()).isEqualTo(FailureCode.TIMEOUT);
    }

    @Test
    void aPdfOfFormsThatDrawFormsEndsAtTheDeadline() throws Exception {
        // Given ten forms that draw the next one ten times each
        StringBuilder pdf = new StringBuilder("""
                %PDF-1.4
                1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
                2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
                3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R\
                /Resources<</XObject<</X 10 0 R>>>>>>endobj
                4 0 obj<</Length 5>>stream
                /X Do
                endstream endobj
                """);
        String draw = "/X Do ".repeat(10);
        for (int i = 10; i < 20; i++) {
            pdf.append(i + " 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X " + (i + 1)
                    + " 0 R>>>>/Length " + draw.length() + ">>stream\n" + draw + "\nendstream endobj\n");
        }
        pdf.append("""
                20 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 3>>stream
                q Q
                endstream endobj
                trailer<</Root 1 0 R>>
                %%EOF
                """);

        // When
        Extraction extraction = read("a.pdf", pdf.toString());

        // Then
        assertThat(((Unreadable) extraction).code()).isEqualTo(FailureCode.TIMEOUT);
    }
}
