package io.freshet.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileDateTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05+02:00, 2026-01-02T01:04:05Z",
        "2026-01-02T03:04:05+0200, 2026-01-02T01:04:05Z",
        "2026-01-02T03:04:05.123Z, 2026-01-02T03:04:05.123Z",
        "2013-01-24T17:08:06.49, 2013-01-24T17:08:06.490Z",
        "2026-01-02T03:04, 2026-01-02T03:04:00Z",
        "2026-01-02, 2026-01-02T00:00:00Z",
        "2026-01-02 03:04:05, 2026-01-02T03:04:05Z"
    })
    void aDateWithoutAZoneIsTakenAsUtc(String text, Instant instant) {
        assertThat(FileDate.instant(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "1601-01-01T00:00:00Z", "1970-01-01", "9999-12-31", "2026-02-31"})
    void whatIsNoDateOfADocumentIsNone(String text) {
        assertThat(FileDate.instant(text)).isNull();
    }
}
