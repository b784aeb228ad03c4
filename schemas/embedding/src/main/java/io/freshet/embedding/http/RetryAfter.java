package io.freshet.embedding.http;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a provider wants to be left alone, in the many ways that providers say it. */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    /** As OpenAI writes it: 1s, 6m0s, 88ms, 1h2m3.5s. */
    private static final Pattern SPAN =
            Pattern.compile("(?:(\\d{1,4})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,6}(?:\\.\\d{1,9})?)s)?(?:(\\d{1,9})ms)?");

    private RetryAfter() {}

    static @Nullable Duration in(HttpHeaders headers, Clock clock) {
        Duration said = firstOf(
                number(headers, "retry-after-ms", 1),
                number(headers, "retry-after", 1000),
                date(headers, clock),
                reset(headers));
        if (said == null) {
            return null;
        }
        Duration positive = said.isNegative() ? Duration.ZERO : said;
        return positive.compareTo(LONGEST) > 0 ? LONGEST : positive;
    }

    private static @Nullable Duration firstOf(@Nullable Duration... said) {
        for (Duration one : said) {
            if (one != null) {
                return one;
            }
        }
        return null;
    }

    private static @Nullable Duration number(HttpHeaders headers, String name, int millis) {
        return headers.firstValue(name)
                .map(String::strip)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(text -> Duration.ofMillis(Math.round(Double.parseDouble(text) * millis)))
                .orElse(null);
    }

    private static @Nullable Duration date(HttpHeaders headers, Clock clock) {
        String text = headers.firstValue("retry-after").orElse("").strip();
        try {
            ZonedDateTime then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(clock.instant(), then.toInstant());
        } catch (DateTimeException noDate) {
            return null;
        }
    }

    /** Of what is used up, the one that takes longest to come back. */
    private static @Nullable Duration reset(HttpHeaders headers) {
        return List.of("requests", "tokens").stream()
                .filter(what -> headers.firstValue("x-ratelimit-remaining-" + what)
                        .filter("0"::equals)
                        .isPresent())
                .map(what -> headers.firstValue("x-ratelimit-reset-" + what).orElse(""))
                .map(RetryAfter::span)
                .filter(Objects::nonNull)
                .max(Duration::compareTo)
                .orElse(null);
    }

    private static @Nullable Duration span(String text) {
        Matcher span = SPAN.matcher(text.strip());
        if (text.isBlank() || !span.matches()) {
            return null;
        }
        return Duration.ofHours(whole(span.group(1)))
                .plusMinutes(whole(span.group(2)))
                .plusMillis(span.group(3) == null ? 0 : Math.round(Double.parseDouble(span.group(3)) * 1000))
                .plusMillis(whole(span.group(4)));
    }

    private static long whole(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
