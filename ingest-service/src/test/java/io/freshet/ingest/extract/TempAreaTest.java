package io.freshet.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TempAreaTest {

    @TempDir
    Path parent;

    @Test
    void leftoversOfAServiceThatIsGoneAreRemoved() throws IOException {
        // Given
        Path left = Files.createDirectories(parent.resolve("freshet-workers1/worker2"));
        Files.writeString(left.resolve("content"), "a copy");
        Files.createFile(parent.resolve("freshet-workers1.lock"));

        // When
        try (TempArea area = TempArea.in(parent)) {
            // Then
            assertThat(parent.resolve("freshet-workers1")).doesNotExist();
            assertThat(area.directory()).isEmptyDirectory();
        }
        try (Stream<Path> rest = Files.list(parent)) {
            assertThat(rest).isEmpty();
        }
    }

    @Test
    void whatAnotherServiceUsesIsLeftAlone() throws IOException {
        // Given
        try (TempArea other = TempArea.in(parent)) {
            Path file = Files.writeString(other.directory().resolve("content"), "in use");

            // When
            TempArea.in(parent).close();

            // Then
            assertThat(file).exists();
        }
    }

    @Test
    void aWorkerThatOutlivedItsServiceIsEnded() throws Exception {
        // Given
        PrivateDirectory left = PrivateDirectory.under(parent.resolve("freshet-workers1"));
        Files.createFile(parent.resolve("freshet-workers1.lock"));
        Process stopped =
                new ProcessBuilder("sh", "-c", "sleep 600; exit", left.path().toString()).start();
        left.belongsTo(stopped.pid());

        // When
        TempArea.in(parent).close();

        // Then
        assertThat(stopped.waitFor()).isNotZero();
    }
}
