package io.freshet.ingest.reject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.freshet.tika.wire.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RejectionCodeTest {

    private static final Path README = Path.of("README.md");
    private static final Pattern ROW = Pattern.compile("\\| `([A-Z_]+)` \\| (.+) \\|");

    @ParameterizedTest
    @EnumSource
    void everyVerdictOfAWorkerHasACode(FailureCode code) {
        assertThatCode(() -> RejectionCode.of(code)).doesNotThrowAnyException();
    }

    @Test
    void theReadmeExplainsExactlyTheseCodes() throws IOException {
        // Given
        List<String> documented = Files.readAllLines(README).stream()
                .map(ROW::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(row -> row.group(1) + ": " + row.group(2))
                .toList();

        // Then
        assertThat(documented)
                .containsExactlyElementsOf(Arrays.stream(RejectionCode.values())
                        .map(code -> code + ": " + code.advice())
                        .toList());
    }
}
