package io.freshet.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.freshet.records.Delete;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Upsert;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventParserTest {

    private final EventParser parser = new EventParser(new EventLimits(3, 10));

    private EventReading read(String text, EventForm form) {
        return parser.read(text.getBytes(StandardCharsets.UTF_8), form);
    }

    private EventReading read(String json) {
        return read(json.replace('\'', '"'), EventForm.JSON);
    }

    private EventDraft event(String json) {
        EventReading reading = read(json);
        assertThat(reading.problems()).isEmpty();
        return reading.drafts().get(0).draft();
    }

    private static List<String> sentences(EventReading reading) {
        return reading.problems().stream()
                .map(problem -> problem.pointer() + ": " + problem.sentence())
                .toList();
    }

    private static String text(Upsert upsert) {
        return StandardCharsets.UTF_8.decode(upsert.getContent().duplicate()).toString();
    }

    @Test
    void everyFieldOfAnUpsertArrives() {
        // When
        EventDraft event = event("""
                {'documentId':'a/b.md','version':3,'eventId':'e-1','occurredAt':'2026-01-31T12:00:00+01:00',
                 'change':'upsert','content':'# Hi','contentType':'text/markdown','tenant':'acme',
                 'metadata':{'title':'T','uri':'https://x/','source':'wiki','language':'en','tags':['a'],
                             'readers':['r'],'attributes':{'k':'v'},'modifiedAt':'2026-01-30T00:00:00Z'}}""");

        // Then
        Upsert upsert = (Upsert) event.change();
        assertThat(event.tenant()).isEqualTo("acme");
        assertThat(event.documentId()).isEqualTo("a/b.md");
        assertThat(event.version()).isEqualTo(3);
        assertThat(event.eventId()).isEqualTo("e-1");
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-01-31T11:00:00Z"));
        assertThat(text(upsert)).isEqualTo("# Hi");
        assertThat(upsert.getContentType()).isEqualTo("text/markdown");
        assertThat(upsert.getFileName()).isEqualTo("b.md");
        assertThat(upsert.getMetadata().getTitle()).isEqualTo("T");
        assertThat(upsert.getMetadata().getUri()).isEqualTo("https://x/");
        assertThat(upsert.getMetadata().getSource()).isEqualTo("wiki");
        assertThat(upsert.getMetadata().getLanguage()).isEqualTo("en");
        assertThat(upsert.getMetadata().getTags()).containsExactly("a");
        assertThat(upsert.getMetadata().getReaders()).containsExactly("r");
        assertThat(upsert.getMetadata().getAttributes()).containsEntry("k", "v");
        assertThat(upsert.getMetadata().getModifiedAt()).isEqualTo(Instant.parse("2026-01-30T00:00:00Z"));
    }

    @Test
    void theReceiverAddsWhatTheSenderLeftOut() {
        // Given
        Instant now = Instant.parse("2026-11-20T12:00:00Z");

        // When
        var completed =
                event("{'documentId':'d','change':'delete','reason':'old'}").complete("acme", "new-id", now);

        // Then
        assertThat(completed.getTenant()).isEqualTo("acme");
        assertThat(completed.getEventId()).isEqualTo("new-id");
        assertThat(completed.getOccurredAt()).isEqualTo(now);
        assertThat(completed.getVersion()).isNull();
        assertThat(completed.getChange()).isEqualTo(new Delete("old"));
    }

    @Test
    void contentMayBeBase64OrAReference() {
        assertThat(text((Upsert) event("{'documentId':'d','change':'upsert','contentBase64':'aGk='}")
                        .change()))
                .isEqualTo("hi");
        assertThat(((Upsert) event("{'documentId':'d','change':'upsert','contentUri':'s3://b/k'}")
                                .change())
                        .getContentUri())
                .isEqualTo("s3://b/k");
    }

    @Test
    void nullIsTheSameAsAbsentExceptInAPatch() {
        // When
        EventDraft upsert =
                event("{'documentId':'d','change':'upsert','content':'x','version':null,'metadata':{'title':null}}");
        EventDraft patch = event("{'documentId':'d','change':'patch','metadata':{'title':null,'tags':[]}}");

        // Then
        assertThat(upsert.version()).isNull();
        assertThat(((MetadataPatch) patch.change()).getClear()).containsExactly("title");
        assertThat(((MetadataPatch) patch.change()).getTags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "tab\\there", " padded ", "emoji \\ud83d\\ude00", "a/b/../c", "new\\nline"})
    void anIdMayHaveAnyCharacters(String id) {
        assertThat(read("{'documentId':'" + id + "','change':'delete'}").problems())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'change':'delete'                                   | /documentId: documentId is missing",
                "'documentId':'','change':'delete'                   | /documentId: documentId must be 1 to 512 bytes of UTF-8, but has 0",
                "'documentId':'\\ud800','change':'delete'            | /documentId: documentId has half of a surrogate pair, which is not a character",
                "'documentId':7,'change':'delete'                    | /documentId: documentId must be a string",
                "'documentId':'d'                                    | /change: change must be one of [upsert, patch, delete]",
                "'documentId':'d','change':'put'                     | /change: change must be one of [upsert, patch, delete]",
                "'documentId':'d','change':'delete','version':1.5    | /version: version must be a whole number of at most 64 bits",
                "'documentId':'d','change':'delete','version':'3'    | /version: version must be a whole number of at most 64 bits",
                "'documentId':'d','change':'delete','version':9223372036854775808 | /version: version must be a whole number of at most 64 bits",
                "'documentId':'d','change':'delete','eventId':' '    | /eventId: eventId is empty",
                "'documentId':'d','change':'delete','occurredAt':'today' | /occurredAt: occurredAt must be a time such as 2026-01-31T12:00:00Z",
                "'documentId':'d','change':'delete','tenant':'A B'   | /tenant: tenant must match [a-z0-9-]{1,63}",
                "'documentId':'d','change':'delete','content':'x'    | /content: content belongs to an upsert; a delete has a reason at most",
                "'documentId':'d','change':'delete','specversion':'1.0' | /specversion: specversion is a CloudEvent's; send it as application/cloudevents+json, several as application/cloudevents-batch+json",
                "'documentId':'d','change':'upsert'                  | /content: content is missing; an upsert needs one of content, contentBase64 and contentUri",
                "'documentId':'d','change':'upsert','content':'x','contentUri':'s3://b/k' | /contentUri: contentUri is given beside content; an upsert has exactly one of them",
                "'documentId':'d','change':'upsert','content':''     | /content: content is empty; a document that is gone is deleted",
                "'documentId':'d','change':'upsert','contentBase64':'?' | /contentBase64: contentBase64 is not base64 (RFC 4648, section 4, without line breaks)",
                "'documentId':'d','change':'upsert','contentUri':'a/b' | /contentUri: contentUri must be an absolute URI, such as https://host/path",
                "'documentId':'d','change':'upsert','contentUri':'http://a b' | /contentUri: contentUri is not a URI; spaces and the like are percent-encoded in one",
                "'documentId':'d','change':'upsert','content':'x','contentType':'text/html; charset=latin1' | /contentType: contentType names a charset, but content is text and becomes UTF-8; use contentBase64",
                "'documentId':'d','change':'upsert','content':'x','metdata':{} | /metdata: metdata is not a field of an event; did you mean metadata?",
                "'documentId':'d','change':'upsert','content':'x','metadata':{'titel':'T'} | /metadata/titel: titel is not a field of metadata; did you mean title?",
                "'documentId':'d','change':'upsert','content':'x','metadata':{'tags':['a',1]} | /metadata/tags/1: tags[1] must be a string",
                "'documentId':'d','change':'upsert','content':'x','metadata':{'readers':['a','']} | /metadata/readers/1: readers[1] is empty",
                "'documentId':'d','change':'upsert','content':'x','metadata':{'attributes':{'a/b':1}} | /metadata/attributes/a~1b: a/b must be a string",
                "'documentId':'d','change':'patch'                   | /metadata: metadata is missing",
                "'documentId':'d','change':'patch','metadata':{}     | /metadata: metadata changes nothing",
                "'documentId':'d','change':'patch','metadata':{'title':'x'},'content':'y' | /content: content belongs to an upsert; a patch changes metadata alone",
            })
    void whatIsWrongIsSaidWithItsPlace(String members, String sentence) {
        assertThat(sentences(read("{" + members.replace("''", "\"\"") + "}"))).containsExactly(sentence);
    }

    @Test
    void allProblemsOfAllEventsAreFound() {
        // When
        EventReading reading = read("""
                [{'documentId':'ok','change':'delete'},
                 {'change':'upsert','content':1,'versoin':2,'metadata':{'titel':'x','tags':'y'}},
                 7]""");

        // Then
        assertThat(reading.problems())
                .extracting(EventProblem::pointer)
                .containsExactlyInAnyOrder(
                        "/1/documentId", "/1/content", "/1/versoin", "/1/metadata/titel", "/1/metadata/tags", "/2");
    }

    @Test
    void aFileLargerThanTheLimitIsTooMuchAndSaysWhereElseToSendIt() {
        // When
        EventProblem problem = read("{'documentId':'d','change':'upsert','content':'12345678901'}")
                .problems()
                .get(0);

        // Then
        assertThat(problem.kind()).isEqualTo(EventProblem.Kind.SIZE);
        assertThat(problem.sentence()).contains("11 bytes", "takes 10", "PUT", "contentUri");
    }

    @Test
    void moreEventsThanTheLimitAreTooMany() {
        EventReading reading = read("[{},{},{},{}]");

        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(EventProblem.Kind.SIZE);
            assertThat(problem.sentence()).isEqualTo("the body has 4 events, a request takes 3");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s]", "{'documentId':'a','x':[%s]}"})
    void aTextThatWouldBecomeAHugeTreeIsTooLarge(String around) {
        EventReading reading = read(around.formatted("{},".repeat(150_000) + "{}"));

        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(EventProblem.Kind.SIZE);
            assertThat(problem.sentence()).contains("more than 200000 names, values and brackets", "fewer events");
        });
    }

    @Test
    void moreLinesThanTheLimitAreTooManyWithoutReadingAny() {
        EventReading reading = read("1\n".repeat(4_000_000), EventForm.JSON_LINES);

        assertThat(reading.problems())
                .extracting(EventProblem::sentence)
                .containsExactly("the body has 4000000 events, a request takes 3");
    }

    @Test
    void ofVeryManyProblemsTheFirstAreTold() {
        String unknown =
                IntStream.range(0, 60_000).mapToObj(i -> "'f" + i + "':1").collect(Collectors.joining(","));

        List<EventProblem> problems = assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> read("{" + unknown + "}").problems());

        assertThat(problems)
                .hasSize(500)
                .first()
                .extracting(EventProblem::pointer)
                .isEqualTo("/f0");
    }

    @Test
    void ofTooManyTagsNoMoreAreHeldThanItTakesToNotice() {
        EventReading reading = read("{'documentId':'a','change':'patch','metadata':{'tags':[" + "'x',".repeat(90_000)
                + "'x'],'attributes':{"
                + IntStream.range(0, 9000).mapToObj(i -> "'k" + i + "':'v'").collect(Collectors.joining(",")) + "}}}");

        assertThat(sentences(reading))
                .containsExactly(
                        "/metadata/tags: tags has 1001 entries or more, at most 1000 are taken",
                        "/metadata/attributes: attributes has 201 entries or more, at most 200 are taken");
        MetadataPatch patch = (MetadataPatch) reading.drafts().get(0).draft().change();
        assertThat(patch.getTags()).hasSize(1001);
    }

    @Test
    void theProblemsOfSeveralEventsTogetherAreBoundedToo() {
        String unknown = IntStream.range(0, 400).mapToObj(i -> "'f" + i + "':1").collect(Collectors.joining(","));

        assertThat(read("[{" + unknown + "},{" + unknown + "},{" + unknown + "}]")
                        .problems())
                .hasSizeBetween(500, 1000);
    }

    @Test
    void linesAreEventsOfTheirOwnAndEachOneIsReported() {
        // When
        EventReading reading = read(
                "{\"documentId\":\"a\",\"change\":\"delete\"}\r\n\n{nope\n{\"documentId\":\"c\"}\n",
                EventForm.JSON_LINES);

        // Then
        assertThat(reading.many()).isTrue();
        assertThat(reading.problems()).extracting(EventProblem::pointer).containsExactly("/1", "/2/change");
        assertThat(SourceLines.of("a\n\n{nope\n".getBytes(StandardCharsets.UTF_8), EventForm.JSON_LINES)
                        .line("/1/x"))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nope", "{} {}", "{'documentId':'a','documentId':'b'}", "'text'", "7"})
    void whatIsNoEventAtAllIsOneProblem(String text) {
        assertThat(read(text).problems())
                .singleElement()
                .extracting(EventProblem::pointer)
                .isEqualTo("");
    }

    @Test
    void aMalformedTextIsReportedWithItsPlace() {
        assertThat(sentences(read("{\n  'documentId' 7}")))
                .containsExactly(
                        ": the body is not valid JSON at line 2, column 16: Unexpected character ('7' (code 55)): was expecting a colon to separate field name and value");
    }

    @Test
    void theFormOfATextIsGuessed() {
        Map<String, EventForm> texts = Map.of(
                "{\"documentId\":\"a\"}", EventForm.JSON,
                "[{\"documentId\":\"a\"}]", EventForm.JSON,
                "[]", EventForm.JSON,
                "{\"a\":1}\n{\"a\":2}", EventForm.JSON_LINES,
                "{\"specversion\":\"1.0\"}", EventForm.CLOUD_EVENT,
                "[{\"specversion\":\"1.0\"}]", EventForm.CLOUD_EVENTS);

        texts.forEach((text, form) -> assertThat(EventParser.guess(text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(form));
    }

    @Test
    void theLineOfAPlaceIsThatOfItsValueOrOfTheNearestAroundIt() {
        // Given
        byte[] text = """
                [
                  {"documentId": "a",
                   "metadata": {
                     "tags": ["x",
                       "y"]}}
                ]""".getBytes(StandardCharsets.UTF_8);

        // When
        SourceLines lines = SourceLines.of(text, EventForm.JSON);

        // Then
        assertThat(lines.line("")).isEqualTo(1);
        assertThat(lines.line("/0/documentId")).isEqualTo(2);
        assertThat(lines.line("/0/metadata")).isEqualTo(3);
        assertThat(lines.line("/0/metadata/tags/1")).isEqualTo(5);
        assertThat(lines.line("/0/change")).isEqualTo(2);
    }
}
