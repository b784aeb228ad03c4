package io.freshet.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the parser agree. */
final class EventSchemaTest {

    private static Schema schema;

    private final EventParser parser = new EventParser(EventLimits.USUAL);

    @BeforeAll
    static void readTheSchema() throws IOException {
        try (InputStream in = EventParser.class.getResourceAsStream("event.schema.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
        }
    }

    private static boolean schemaAccepts(String json) {
        return schema.validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .isEmpty();
    }

    private boolean parserAccepts(String json) {
        return parser.read(json.getBytes(StandardCharsets.UTF_8), EventForm.JSON)
                .problems()
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'documentId':'d','change':'delete'}",
                "{'documentId':'d','change':'delete','reason':'old','version':-3,'metadata':null}",
                "{'documentId':'d','change':'upsert','content':'x'}",
                "{'documentId':'d','change':'upsert','content':'x','contentUri':null,'occurredAt':'2026-01-31T12:00:00Z'}",
                "{'documentId':'d','change':'upsert','contentBase64':'eA==','metadata':{'tags':['a'],'attributes':{'a':'b'}}}",
                "{'documentId':'d','change':'upsert','contentUri':'s3://b/k','metadata':{'title':null}}",
                "{'documentId':'d','change':'patch','metadata':{'title':null}}",
            })
    void bothAccept(String json) {
        assertThat(parserAccepts(json.replace('\'', '"'))).isTrue();
        assertThat(schemaAccepts(json.replace('\'', '"'))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'change':'delete'}",
                "{'documentId':'','change':'delete'}",
                "{'documentId':'d'}",
                "{'documentId':'d','change':'put'}",
                "{'documentId':'d','change':'delete','version':1.5}",
                "{'documentId':'d','change':'delete','version':9223372036854775808}",
                "{'documentId':'d','change':'delete','eventId':' '}",
                "{'documentId':'d','change':'delete','occurredAt':'today'}",
                "{'documentId':'d','change':'delete','tenant':'A'}",
                "{'documentId':'d','change':'delete','extra':1}",
                "{'documentId':'d','change':'delete','content':'x'}",
                "{'documentId':'d','change':'delete','metadata':{}}",
                "{'documentId':'d','change':'upsert'}",
                "{'documentId':'d','change':'upsert','content':''}",
                "{'documentId':'d','change':'upsert','content':'x','contentUri':'s3://b/k'}",
                "{'documentId':'d','change':'upsert','contentUri':'k'}",
                "{'documentId':'d','change':'upsert','content':'x','reason':'y'}",
                "{'documentId':'d','change':'upsert','content':'x','metadata':{'tags':['']}}",
                "{'documentId':'d','change':'upsert','content':'x','metadata':{'tags':'a'}}",
                "{'documentId':'d','change':'upsert','content':'x','metadata':{'attributes':{'a':1}}}",
                "{'documentId':'d','change':'upsert','content':'x','metadata':{'titel':'a'}}",
                "{'documentId':'d','change':'patch'}",
                "{'documentId':'d','change':'patch','metadata':{}}",
                "{'documentId':'d','change':'patch','metadata':{'title':'x'},'content':'y'}",
            })
    void bothRefuse(String json) {
        assertThat(parserAccepts(json.replace('\'', '"'))).isFalse();
        assertThat(schemaAccepts(json.replace('\'', '"'))).isFalse();
    }

    @Test
    void theBoundsAreTheSame() {
        // Given
        String longest = "{\"documentId\":\"d\",\"change\":\"upsert\",\"content\":\"x\",\"metadata\":{\"title\":\""
                + "t".repeat(4096) + "\"}}";
        String longer = longest.replace("\"tt", "\"ttt");

        // Then
        assertThat(parserAccepts(longest)).isTrue();
        assertThat(schemaAccepts(longest)).isTrue();
        assertThat(parserAccepts(longer)).isFalse();
        assertThat(schemaAccepts(longer)).isFalse();
    }
}
