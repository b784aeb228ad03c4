package io.freshet.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.ingest.content.InlineContent;
import io.freshet.ingest.extract.Extraction.Extracted;
import io.freshet.ingest.extract.Extraction.Unreadable;
import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.FileFacts;
import io.freshet.tika.wire.Warning;
import io.freshet.tika.wire.WireBlock;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecognisingExtractorTest {

    private static final SourceFile FILE = new SourceFile("a", null, new InlineContent(ByteBuffer.allocate(1)));

    /** Always says the same, and remembers being asked. */
    private record Fixed(Extraction answer, List<String> asked) implements DocumentExtractor {
        @Override
        public Extraction extract(SourceFile file) {
            asked.add("extract");
            return answer;
        }

        @Override
        public void close() {
            asked.add("close");
        }
    }

    private static Fixed saying(Extraction answer) {
        return new Fixed(answer, new ArrayList<>());
    }

    private static Extracted text(String text) {
        WireBlock block = new WireBlock(WireBlock.Kind.PARAGRAPH, 0, 1, text);
        return new Extracted(FileFacts.ofType("application/pdf"), List.of(block), Set.of(Warning.PARTIAL));
    }

    private static Unreadable failure(FailureCode code) {
        return new Unreadable(code, "", 1);
    }

    @Test
    void picturesAreReadAgainAndTheirTextSaysSo() throws Exception {
        // Given
        var extractor = new RecognisingExtractor(saying(failure(FailureCode.NEEDS_OCR)), saying(text("seen")));

        // When
        Extraction extraction = extractor.extract(FILE);

        // Then
        assertThat(((Extracted) extraction).blocks().get(0).text()).isEqualTo("seen");
        assertThat(((Extracted) extraction).warnings()).containsExactlyInAnyOrder(Warning.PARTIAL, Warning.OCR);
    }

    @Test
    void whatHasTextOrAnotherFaultIsNotReadAgain() throws Exception {
        for (Extraction first : List.of(text("written"), failure(FailureCode.CORRUPT))) {
            // Given
            Fixed recognisers = saying(text("seen"));

            // When
            Extraction extraction = new RecognisingExtractor(saying(first), recognisers).extract(FILE);

            // Then
            assertThat(extraction).isEqualTo(first);
            assertThat(recognisers.asked()).isEmpty();
        }
    }

    @Test
    void whoWaitsForItsTurnIsNotReadAgain() throws Exception {
        // Given
        Fixed readers = saying(failure(FailureCode.NEEDS_OCR));
        SourceFile other = new SourceFile("b", null, new InlineContent(ByteBuffer.allocate(2)));
        Busy recognisers = new Busy();
        var extractor = new RecognisingExtractor(readers, recognisers);
        recognisers.meanwhile = () -> {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> extractor.extract(other)).isInstanceOf(WorkerUnavailableException.class);
            }
        };

        // When
        extractor.extract(FILE);
        recognisers.meanwhile = () -> {};
        extractor.extract(other);

        // Then
        assertThat(readers.asked()).containsExactly("extract", "extract");

        // When it is asked for as a new file, it is one
        extractor.extract(other);

        // Then
        assertThat(readers.asked()).hasSize(3);
    }

    /** Recognises, and lets something happen meanwhile. */
    private static final class Busy implements DocumentExtractor {
        private Runnable meanwhile = () -> {};

        @Override
        public Extraction extract(SourceFile file) {
            meanwhile.run();
            return text("seen");
        }

        @Override
        public void close() {}
    }

    @Test
    void bothPoolsAreClosed() {
        // Given
        Fixed readers = saying(text("a"));
        Fixed recognisers = saying(text("b"));

        // When
        new RecognisingExtractor(readers, recognisers).close();

        // Then
        assertThat(readers.asked()).containsExactly("close");
        assertThat(recognisers.asked()).containsExactly("close");
    }

    @Test
    void aMissingProgramOrLanguageIsNamed(@TempDir Path directory) throws Exception {
        // Given
        Path program = Files.writeString(directory.resolve("tesseract"), "#!/bin/sh\necho List:\necho eng\necho osd\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        // Then
        assertThat(Tesseract.problem(program.toString(), "eng+osd")).isNull();
        assertThat(Tesseract.problem(program.toString(), "eng+deu"))
                .contains("deu")
                .doesNotContain("eng");
        assertThat(Tesseract.problem(directory.resolve("nowhere").toString(), "eng"))
                .contains("not on the path");
    }
}
