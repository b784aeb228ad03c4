package io.freshet.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever becomes of an event on its way, it is read or refused, and never an accident. */
final class DamagedEventsTest {

    private static final long SEED = 20_261_121;
    private static final int ROUNDS = 400;
    private static final List<String> SHARDS = List.of(
            "null", "{}", "[]", "\"\"", "-1e400", "9".repeat(40), "\\ud800", "\u0000", "%", "\"a\":", ",", "}", "true");

    private final EventParser parser = new EventParser(EventLimits.USUAL);

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("samples"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isReadOrRefused(Path sample) throws IOException {
        Random random = new Random(SEED);
        byte[] whole = Files.readAllBytes(sample);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damaged(whole, random);
            for (EventForm form : EventForm.values()) {
                assertSound(parser.read(damaged, form), form, damaged);
            }
            assertSound(parser.read(damaged, EventParser.guess(damaged)), EventForm.JSON, damaged);
            parser.readBinary(
                    Map.of("ce-id", new String(damaged, StandardCharsets.ISO_8859_1)), "application/json", damaged);
        }
    }

    /** Every problem has a place that can be looked up and a sentence; what has none is complete. */
    private static void assertSound(EventReading reading, EventForm form, byte[] text) {
        SourceLines lines = SourceLines.of(text, form);
        assertThat(reading.problems()).allSatisfy(problem -> {
            assertThat(problem.pointer()).matches("(?s)(/.*)?");
            assertThat(problem.sentence()).isNotBlank();
            assertThat(lines.line(problem.pointer())).isPositive();
        });
        if (reading.problems().isEmpty()) {
            assertThat(reading.drafts()).allSatisfy(placed -> {
                assertThat(placed.draft().documentId()).isNotEmpty();
                assertThat(placed.draft().change()).isNotNull();
            });
        }
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] text = whole.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length);
            text = switch (random.nextInt(3)) {
                case 0 -> replaced(text, at, 1 + random.nextInt(20), new byte[0]);
                case 1 -> replaced(text, at, 1, new byte[] {(byte) random.nextInt(256)});
                default ->
                    replaced(
                            text,
                            at,
                            random.nextInt(12),
                            SHARDS.get(random.nextInt(SHARDS.size())).getBytes(StandardCharsets.UTF_8));
            };
            if (text.length == 0) {
                return text;
            }
        }
        return text;
    }

    private static byte[] replaced(byte[] text, int at, int length, byte[] by) {
        int end = Math.min(text.length, at + length);
        byte[] result = new byte[at + by.length + text.length - end];
        System.arraycopy(text, 0, result, 0, at);
        System.arraycopy(by, 0, result, at, by.length);
        System.arraycopy(text, end, result, at + by.length, text.length - end);
        return result;
    }
}
