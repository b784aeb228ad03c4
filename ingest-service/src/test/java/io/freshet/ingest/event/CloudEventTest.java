package io.freshet.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.MessageWriter;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.freshet.records.Delete;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Upsert;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CloudEventTest {

    private static final String UPSERT = "'specversion':'1.0','id':'e-1','source':'/cms','subject':'a/b.md',"
            + "'type':'io.freshet.document.upsert'";
    private static final Map<String, String> HEADERS = Map.of(
            "ce-specversion", "1.0",
            "Ce-Id", "e-1",
            "ce-source", "/cms",
            "ce-subject", "a/b.md",
            "ce-type", "io.freshet.document.upsert");

    private final EventParser parser = new EventParser(EventLimits.USUAL);

    private EventReading read(String json) {
        return parser.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), EventForm.CLOUD_EVENT);
    }

    private static EventDraft only(EventReading reading) {
        assertThat(reading.problems()).isEmpty();
        return reading.drafts().get(0).draft();
    }

    private static Upsert upsert(EventReading reading) {
        return (Upsert) only(reading).change();
    }

    private static String text(Upsert upsert) {
        return StandardCharsets.UTF_8.decode(upsert.getContent().duplicate()).toString();
    }

    private static List<String> sentences(EventReading reading) {
        return reading.problems().stream()
                .map(problem -> problem.pointer() + ": " + problem.sentence())
                .toList();
    }

    @Test
    void attributesBecomeTheEventAndTextDataTheFile() {
        // When
        EventReading reading = read("{" + UPSERT + ",'time':'2018-04-05T17:31:00Z','documentversion':7,"
                + "'datacontenttype':'text/markdown','data':'# Hi','documenttitle':'T','documenttags':'a, b',"
                + "'documentreaders':'r','traceparent':'00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',"
                + "'comexampleothervalue':5}");

        // Then
        EventDraft event = only(reading);
        Upsert upsert = upsert(reading);
        assertThat(event.documentId()).isEqualTo("a/b.md");
        assertThat(event.eventId()).isEqualTo("e-1");
        assertThat(event.version()).isEqualTo(7);
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2018-04-05T17:31:00Z"));
        assertThat(event.trace().traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(text(upsert)).isEqualTo("# Hi");
        assertThat(upsert.getContentType()).isEqualTo("text/markdown");
        assertThat(upsert.getFileName()).isEqualTo("b.md");
        assertThat(upsert.getMetadata().getSource()).isEqualTo("/cms");
        assertThat(upsert.getMetadata().getTitle()).isEqualTo("T");
        assertThat(upsert.getMetadata().getTags()).containsExactly("a", "b");
        assertThat(upsert.getMetadata().getReaders()).containsExactly("r");
    }

    @Test
    void dataThatIsJsonHasTheFieldsOfAnEvent() {
        // When
        Upsert upsert = upsert(read("{" + UPSERT + ",'data':{'contentUri':'s3://b/k','fileName':'x.csv',"
                + "'metadata':{'title':'T','source':'wiki'}}}"));

        // Then
        assertThat(upsert.getContentUri()).isEqualTo("s3://b/k");
        assertThat(upsert.getFileName()).isEqualTo("x.csv");
        assertThat(upsert.getMetadata().getTitle()).isEqualTo("T");
        assertThat(upsert.getMetadata().getSource()).isEqualTo("wiki");
    }

    @Test
    void base64IsTheFileWhateverItsType() {
        // When
        Upsert upsert = upsert(
                read("{" + UPSERT + ",'datacontenttype':'application/json','data_base64':'eyAieHl6IjogMTIzIH0='}"));

        // Then
        assertThat(text(upsert)).isEqualTo("{ \"xyz\": 123 }");
        assertThat(upsert.getContentType()).isEqualTo("application/json");
    }

    @Test
    void aReferenceIsAClaimCheck() {
        assertThat(upsert(read("{" + UPSERT + ",'dataref':'https://cms/file.pdf','datacontenttype':'application/pdf'}"))
                        .getContentUri())
                .isEqualTo("https://cms/file.pdf");
    }

    @Test
    void patchesAndDeletesComeTheSameWay() {
        // Given
        String patch = "{" + UPSERT.replace("upsert", "patch") + ",'data':{'metadata':{'title':null,'tags':['x']}}}";
        String delete = "{" + UPSERT.replace("upsert", "delete") + ",'data':{'reason':'old'}}";
        String bare = "{" + UPSERT.replace("upsert", "delete") + "}";

        // Then
        MetadataPatch patched = (MetadataPatch) only(read(patch)).change();
        assertThat(patched.getClear()).containsExactly("title");
        assertThat(patched.getTags()).containsExactly("x");
        assertThat(patched.getSource()).isNull();
        assertThat(only(read(delete)).change()).isEqualTo(new Delete("old"));
        assertThat(only(read(bare)).change()).isEqualTo(new Delete(null));
    }

    @Test
    void aVersionOfMoreThan32BitsComesAsText() {
        assertThat(only(read("{" + UPSERT + ",'data':{'content':'x'},'documentversion':'1700000000000'}"))
                        .version())
                .isEqualTo(1_700_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'data':{'content':'x'},'specversion':'0.3'  | /specversion: specversion must be 1.0",
                "'data':{'content':'x'},'id':null            | /id: id is missing",
                "'data':{'content':'x'},'subject':null       | /subject: subject is missing",
                "'data':{'content':'x'},'source':' '           | /source: source is empty",
                "'data':{'content':'x'},'type':'com.example.someevent' | /type: type must be one of [io.freshet.document.upsert, io.freshet.document.patch, io.freshet.document.delete]",
                "'data':{'content':'x'},'time':'now'         | /time: time must be a time such as 2026-01-31T12:00:00Z",
                "'data':{'content':'x'},'documentverson':1   | /documentverson: documentverson is not an extension of ours; did you mean documentversion?",
                "'data':{'content':'x'},'documenttitle':'T'  | /documenttitle: documenttitle goes with data that is the file; here it belongs into data",
                "'data':{'conten':'x','content':'y'}         | /data/conten: conten is not a field of data; did you mean content?",
                "'data':'just a string'                      | /data: data must be an object with the fields of an event; for a file, say its media type in datacontenttype",
                "'data':'<x/>','datacontenttype':'text/xml','data_base64':'eA==' | /data_base64: data_base64 is given beside data; an event has at most one of them",
                "'data_base64':'... base64 encoded string ...' | /data_base64: data_base64 is not base64 (RFC 4648, section 4, without line breaks)",
                "'dataref':'k'                               | /dataref: dataref must be an absolute URI, such as https://host/path",
                "'documentversion':'x','data':{'content':'x'} | /documentversion: documentversion must be a whole number of at most 64 bits",
            })
    void whatIsWrongIsSaidWithTheAttributeThatCarriesIt(String members, String sentence) {
        // Given
        String json = "{" + UPSERT + "," + members.replace("''", "\"\"") + "}";
        // A later member takes the place of the usual one.
        for (String name : List.of("specversion", "id", "subject", "source", "type")) {
            if (members.contains("'" + name + "'")) {
                json = json.replaceFirst("'" + name + "':'[^']*',?", "");
            }
        }

        // Then
        assertThat(sentences(read(json))).contains(sentence);
    }

    @Test
    void binaryModeHasTheFileAsItsBody() {
        // Given
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put("ce-subject", "Euro%20%E2%82%AC%20%F0%9F%98%80");
        headers.put("ce-documenttitle", "\"a \\\"quoted\\\" title\"");
        headers.put("User-Agent", "curl");

        // When
        EventReading reading = parser.readBinary(headers, "application/pdf", "%PDF".getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(only(reading).documentId()).isEqualTo("Euro \u20ac \ud83d\ude00");
        assertThat(text(upsert(reading))).isEqualTo("%PDF");
        assertThat(upsert(reading).getContentType()).isEqualTo("application/pdf");
        assertThat(upsert(reading).getMetadata().getTitle()).isEqualTo("a \"quoted\" title");
    }

    @Test
    void binaryModeWithJsonHasTheFieldsOfAnEventAsItsBody() {
        // When
        EventReading reading = parser.readBinary(
                HEADERS,
                "application/json; charset=utf-8",
                "{\"content\":\"x\",\"metadata\":{\"readers\":[\"r\"]}}".getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(upsert(reading).getMetadata().getReaders()).containsExactly("r");
    }

    @Test
    void headersThatAreWronglyEncodedAreRefused() {
        // Given
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put("ce-subject", "%C0%A0");
        headers.put("ce-documenttitle", "100%C0");
        headers.put("ce-datacontenttype", "text/plain");

        // When
        EventReading reading = parser.readBinary(headers, null, new byte[] {1});

        // Then
        assertThat(reading.problems())
                .extracting(EventProblem::pointer)
                .containsExactlyInAnyOrder("/subject", "/documenttitle", "/datacontenttype");
    }

    /** The examples of the specification's JSON format: well-formed CloudEvents, of types that are not ours. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'datacontenttype':'application/xml','data':'<much wow=\\\"xml\\\"/>','unsetextension':null",
                "'subject':null,'datacontenttype':'application/json','data':{'appinfoA':'abc','appinfoB':123,'appinfoC':true}",
                "'subject':null,'datacontenttype':'application/json','data':1.5",
                "'subject':null,'data':'I am just a string'",
                "'data_base64':'eyAieHl6IjogMTIzIH0='",
            })
    void examplesOfTheSpecificationAreUnderstoodAndRefusedForTheirTypeAndSubject(String members) {
        // When
        EventReading reading = read("{'specversion':'1.0','type':'com.example.someevent','source':'/mycontext',"
                + "'id':'B234-1234-1234','time':'2018-04-05T17:31:00Z','comexampleextension1':'value',"
                + "'comexampleothervalue':5," + members + "}");

        // Then
        assertThat(reading.problems())
                .extracting(EventProblem::pointer)
                .contains("/type", "/subject")
                .allMatch(pointer ->
                        pointer.equals("/type") || pointer.equals("/subject") || pointer.startsWith("/data"));
    }

    @Test
    void anEmptyBatchIsABatch() {
        EventReading reading = parser.read("[]".getBytes(StandardCharsets.UTF_8), EventForm.CLOUD_EVENTS);

        assertThat(reading.many()).isTrue();
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void whatTheJavaSdkWritesIsReadInBothModes() {
        // Given
        io.cloudevents.CloudEvent event = CloudEventBuilder.v1()
                .withId("e-1")
                .withSource(URI.create("/cms"))
                .withType("io.freshet.document.upsert")
                .withSubject("b\u00fccher/\u20ac 1.txt")
                .withTime(OffsetDateTime.parse("2026-01-31T12:00:00.123Z"))
                .withExtension("documentversion", 12)
                .withExtension("documenttitle", "50 % \"off\"")
                .withData("text/plain", "Gr\u00fc\u00dfe".getBytes(StandardCharsets.UTF_8))
                .build();
        byte[] structured = EventFormatProvider.getInstance()
                .resolveFormat(JsonFormat.CONTENT_TYPE)
                .serialize(event);
        Map<String, String> headers = new HashMap<>();
        byte[][] body = new byte[1][];
        MessageWriter<?, ?> writer = HttpMessageFactory.createWriter(headers::put, bytes -> body[0] = bytes);
        writer.writeBinary(event);

        // When
        EventReading first = parser.read(structured, EventForm.CLOUD_EVENT);
        EventReading second = parser.readBinary(headers, headers.get("Content-Type"), body[0]);

        // Then
        assertThat(first.problems()).isEmpty();
        assertThat(second).isEqualTo(first);
        assertThat(only(first).documentId()).isEqualTo("b\u00fccher/\u20ac 1.txt");
        assertThat(only(first).version()).isEqualTo(12);
        assertThat(text(upsert(first))).isEqualTo("Gr\u00fc\u00dfe");
        assertThat(upsert(first).getMetadata().getTitle()).isEqualTo("50 % \"off\"");
    }
}
