package io.freshet.local.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.records.Delete;
import io.freshet.records.DocumentEvent;
import io.freshet.records.Metadata;
import io.freshet.records.Topics;
import io.freshet.records.TrustedRecords;
import io.freshet.records.Upsert;
import io.freshet.records.registry.InMemoryRegistry;
import io.freshet.records.serde.RecordSerdes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLintTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final EventLint lint = new EventLint(null, NOW);

    private List<String> check(String file, String text) {
        lint.check(file, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return findings();
    }

    private List<String> findings() {
        return lint.report().findings().stream().map(Finding::text).toList();
    }

    @Test
    void anErrorNamesFileLineAndPlace() {
        assertThat(check("a.json", "[\n  {'documentId':'d',\n   'change':'put'}\n]"))
                .containsExactly("a.json:3: /0/change: change must be one of [upsert, patch, delete]");
    }

    @Test
    void aTextThatIsNoJsonIsPointedAtWhereItEnds() {
        assertThat(check("a.json", "{\n'documentId': }"))
                .singleElement()
                .asString()
                .startsWith("a.json:2: /: the body is not valid JSON at line 2");
    }

    @Test
    void linesOfJsonAreRecognised() {
        assertThat(check("stdin", "{'documentId':'a','change':'delete'}\n{'documentId':'b'}\n"))
                .containsExactly("stdin:2: /1/change: change must be one of [upsert, patch, delete]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'documentId':' d','change':'delete'     | /documentId: warning: documentId begins or ends with a space",
                "'documentId':'a\\u0007','change':'delete' | /documentId: warning: documentId has control characters",
                "'documentId':'u\\u0308','change':'delete' | /documentId: warning: documentId is not in Unicode's form NFC; the same text in that form is another id",
                "'documentId':'d','change':'delete','occurredAt':'1970-01-21T00:00:00Z' | /occurredAt: warning: occurredAt is before 1990; perhaps seconds were taken for milliseconds",
                "'documentId':'d','change':'delete','occurredAt':'2026-11-22T00:00:00Z' | /occurredAt: warning: occurredAt is in the future",
                "'documentId':'d','change':'upsert','content':'x','contentType':'text/markdown' | /fileName: warning: fileName has no extension, by which Markdown and CSV are told apart from other text",
                "'documentId':'d','change':'upsert','content':'x','metadata':{'language':'English language'} | /metadata/language: warning: language is not a tag such as en or de-CH",
                "'documentId':'d','change':'patch','metadata':{'uri':'handbook/leave'} | /metadata/uri: warning: uri is not an address that a reader can open",
            })
    void whatIsHardlyMeantIsAWarning(String members, String finding) {
        assertThat(check("a.json", "{" + members + "}")).containsExactly("a.json:1: " + finding);
        assertThat(lint.report().errors()).isZero();
    }

    @Test
    void aVersionThatFallsAcrossFilesIsNoticed() {
        check("a.json", "{'documentId':'d','change':'delete','version':3}");

        assertThat(check("b.json", "{'documentId':'d','change':'delete','version':2}"))
                .containsExactly(
                        "b.json:1: /version: warning: version falls from 3 to 2, so the event would be superseded");
        assertThat(check("c.json", "{'documentId':'d','change':'delete'}"))
                .last()
                .isEqualTo("c.json:1: /version: warning: version is missing, although the document had 3 before");
    }

    @Test
    void aRepeatedEventIsFineUnlessItSaysSomethingElse() {
        check("a.json", "{'documentId':'d','change':'delete','eventId':'e'}");

        assertThat(check("b.json", "{'documentId':'d','change':'delete','eventId':'e'}"))
                .isEmpty();
        assertThat(check("c.json", "{'documentId':'d','change':'delete','eventId':'e','reason':'old'}"))
                .containsExactly(
                        "c.json:1: /eventId: warning: eventId is that of an earlier event, which says something else");
    }

    @Test
    void aDocumentOpenToAllAmongRestrictedOnesIsNoticed() {
        check("a.json", "{'documentId':'a','change':'upsert','content':'x'}");
        assertThat(findings()).isEmpty();

        assertThat(check("b.json", "{'documentId':'b','change':'upsert','content':'x','metadata':{'readers':['r']}}"))
                .containsExactly(
                        "a.json:1: /metadata/readers: warning: readers is empty, so everybody in the tenant may read the document; 1 others have some");
    }

    @Test
    void warningsAboutCloudEventsNameTheirAttributes() {
        assertThat(
                        check(
                                "a.json",
                                "{'specversion':'1.0','id':'1','source':'s','subject':'d ','type':'io.freshet.document.delete'}"))
                .containsExactly("a.json:1: /subject: warning: documentId begins or ends with a space");
    }

    @Test
    void anotherTenantIsAnErrorWhenOneIsExpected() {
        EventLint strict = new EventLint("acme", NOW);

        strict.check(
                "a.json",
                "{\"documentId\":\"d\",\"change\":\"delete\",\"tenant\":\"other\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(strict.report().findings())
                .extracting(Finding::text)
                .containsExactly("a.json:1: /tenant: tenant is not the caller's, which is acme");
    }

    @Test
    void containerFilesOfAvroAreRead() throws IOException {
        // Given
        TrustedRecords.trust();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataFileWriter<DocumentEvent> writer =
                new DataFileWriter<>(new SpecificDatumWriter<>(DocumentEvent.class))) {
            writer.create(DocumentEvent.getClassSchema(), file);
            writer.append(event("acme", new Delete("old")));
            writer.append(event("ACME", upsert("s3://b/k")));
            writer.append(event("acme", upsert("k")));
        }

        // When
        lint.check("events.avro", file.toByteArray());

        // Then
        assertThat(lint.report().events()).isEqualTo(3);
        assertThat(findings())
                .containsExactly(
                        "events.avro:record 2: /tenant: tenant must match [a-z0-9-]{1,63}",
                        "events.avro:record 3: /contentUri: contentUri must be an absolute URI, such as https://host/path");
    }

    @Test
    void aRecordAsItStandsInKafkaIsRead() {
        // Given
        Topics topics = new Topics("freshet.", 4);
        RecordSerdes serdes = new RecordSerdes(Map.of(), new InMemoryRegistry());
        byte[] record = serdes.serializer(topics.documents())
                .serialize(topics.documents().name(), event("acme", new Delete(null)));

        // When
        lint.check("record.bin", record);

        // Then
        assertThat(lint.report().deletes()).isEqualTo(1);
        assertThat(findings()).isEmpty();
    }

    @Test
    void bytesThatAreNoAvroAreOneError() {
        lint.check("record.bin", new byte[] {0, 0, 0, 0, 1, 99, 99, 99});
        lint.check("events.avro", new byte[] {'O', 'b', 'j', 1, 7});

        assertThat(findings())
                .containsExactly(
                        "record.bin:record 1: /: the record cannot be read as a DocumentEvent of the newest schema",
                        "events.avro:record 1: /: the record cannot be read as a DocumentEvent");
    }

    private static Upsert upsert(String contentUri) {
        return new Upsert(null, contentUri, null, null, Metadata.newBuilder().build());
    }

    private static DocumentEvent event(String tenant, Object change) {
        String id = "d" + change;
        return new DocumentEvent("e" + change, tenant, id, 1L, NOW, change);
    }
}
