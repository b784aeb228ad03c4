package io.freshet.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.freshet.ingest.IngestService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What EVENTS.md shows is true of this service. */
final class EventsPageTest {

    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:8081(/[^\\s']*)");
    private static final Pattern SAMPLE = Pattern.compile("@(samples/[\\w.-]+)");

    private static String page;

    private final EventParser parser = new EventParser(EventLimits.USUAL);

    @BeforeAll
    static void readThePage() throws IOException {
        page = Files.readString(Path.of("EVENTS.md"));
    }

    private static List<String> blocks(String language) {
        return BLOCK.matcher(page)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    static List<String> events() throws IOException {
        return blocks("json");
    }

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("samples"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void theEventsShownKeepTheContract(String event) {
        assertKept(event.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theSamplesKeepTheContract(Path sample) throws IOException {
        assertKept(Files.readAllBytes(sample));
    }

    private void assertKept(byte[] text) {
        EventReading reading = parser.read(text, EventParser.guess(text));
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.drafts()).isNotEmpty();
    }

    @Test
    void theRequestsShownAreOnesOfTheContract() throws IOException {
        // Given
        JsonNode paths = openapi().get("paths");

        // When
        List<String> requests = blocks("sh").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("curl "))
                .toList();

        // Then
        assertThat(requests).isNotEmpty();
        for (String request : requests) {
            String path = ADDRESS.matcher(request)
                    .results()
                    .map(address -> address.group(1))
                    .findFirst()
                    .orElseThrow();
            assertThat(paths.path(path).has("post")).as(request).isTrue();
            assertThat(SAMPLE.matcher(request)
                            .results()
                            .map(MatchResult::group)
                            .map(file -> Path.of(file.substring(1))))
                    .allMatch(Files::exists);
        }
    }

    @Test
    void theMediaTypesNamedAreThoseOfTheContract() throws IOException {
        openapi()
                .at("/paths/~1v1~1events/post/requestBody/content")
                .fieldNames()
                .forEachRemaining(type -> assertThat(type.equals("*/*") || page.contains(type))
                        .as(type)
                        .isTrue());
    }

    @Test
    void theSettingsShownAreThoseOfTheSampleProducer() throws IOException {
        String producer = Files.readString(Path.of("src/test/java/io/freshet/ingest/sample/CmsProducer.java"));

        assertThat(blocks("java")).isNotEmpty().allSatisfy(block -> assertThat(producer)
                .contains(block));
    }

    private static JsonNode openapi() throws IOException {
        try (InputStream in = IngestService.class.getResourceAsStream("openapi.yaml")) {
            return new YAMLMapper().readTree(in);
        }
    }
}
