package io.freshet.tika;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingTest {

    @Test
    void everySampleIsReadAndRemoved(@TempDir Path directory) throws IOException {
        // When
        var done = new Training(directory).run();

        // Then
        assertThat(done).hasSizeGreaterThan(10).allSatisfy(one -> assertThat(one.failure())
                .isNull());
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }
}
