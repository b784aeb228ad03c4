package io.freshet.ingest.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * A date as a file writes it: ISO 8601, with or without a zone, or a day alone. Without a zone it is taken as UTC: half a day
 * off at most, and the same on every machine.
 */
final class FileDate {

    /** Earlier dates are the zero of some clock. */
    private static final int FIRST_YEAR = 1971;

    private static final int LAST_YEAR = 2199;
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd[['T'][' ']HH:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS][.SS][.S][' '][XXX][XX][X]]")
            .withResolverStyle(ResolverStyle.STRICT);

    private FileDate() {}

    static @Nullable Instant instant(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            TemporalAccessor found =
                    FORMAT.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            Instant instant = instant(found);
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            return year < FIRST_YEAR || year > LAST_YEAR ? null : instant;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant instant(TemporalAccessor found) {
        if (found instanceof OffsetDateTime zoned) {
            return zoned.toInstant();
        }
        LocalDateTime local = found instanceof LocalDate day ? day.atStartOfDay() : LocalDateTime.from(found);
        return local.toInstant(ZoneOffset.UTC);
    }
}
