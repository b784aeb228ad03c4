package io.freshet.ingest.deadletter;

import io.freshet.records.DeadLetter;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last letter of a page, from which the next page goes on. */
public record LetterCursor(Instant at, String id) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})~(.+)");

    /** The cursor of a page that ends with this letter. */
    public static LetterCursor of(DeadLetter letter) {
        return new LetterCursor(letter.getAt(), letter.getId());
    }

    /** Reads what {@link #text} wrote. */
    public static Optional<LetterCursor> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new LetterCursor(Instant.ofEpochMilli(Long.parseLong(matcher.group(1))), matcher.group(2)))
                : Optional.empty();
    }

    /** For the caller to hand back. */
    public String text() {
        return at.toEpochMilli() + "~" + id;
    }

    boolean isBefore(DeadLetter letter) {
        int age = letter.getAt().compareTo(at);
        return age < 0 || (age == 0 && letter.getId().compareTo(id) < 0);
    }
}
