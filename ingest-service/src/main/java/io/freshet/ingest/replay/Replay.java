package io.freshet.ingest.replay;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Marks an event that was published before and is published again. Its outcome takes the place in the order of events that
 * the first one had, so that it never overtakes what came in between.
 *
 * @param partition where the event was first
 * @param offset where the event was first
 * @param publishedAt when Kafka took it first
 */
public record Replay(int partition, long offset, Instant publishedAt) {

    private static final String HEADER = "freshet-replay-of";
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}):(\\d{1,18}):(\\d{1,18})");

    /** Puts the mark on a record about to be sent. */
    public void addTo(Headers headers) {
        String text = partition + ":" + offset + ":" + publishedAt.toEpochMilli();
        headers.remove(HEADER).add(HEADER, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The mark on a record, if there is a well-formed one. */
    public static Optional<Replay> in(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(new String(header.value(), StandardCharsets.UTF_8));
        return matcher.matches()
                ? Optional.of(new Replay(
                        Integer.parseInt(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        Instant.ofEpochMilli(Long.parseLong(matcher.group(3)))))
                : Optional.empty();
    }
}
