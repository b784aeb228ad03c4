package io.freshet.records.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.records.ChunkPut;
import io.freshet.records.DeadLetter;
import io.freshet.records.DocumentEvent;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.HeadPut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaEvolutionTest {
    private static final Path HISTORY = Path.of("src/main/avro-history");
    private static final Path PROPOSAL = Path.of("target/avro-history");
    private static final String BEFORE =
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"}]}";

    static Stream<Schema> records() {
        return Stream.of(
                DocumentEvent.getClassSchema(),
                ExtractedDocument.getClassSchema(),
                ChunkPut.getClassSchema(),
                HeadPut.getClassSchema(),
                DeadLetter.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyRecordReadsAllItsKeptVersionsAndIsTheNewest(Schema current) throws IOException {
        SchemaHistory history = SchemaHistory.load(HISTORY, current.getName());

        List<String> problems = history.problems(current);

        Path proposal = SchemaHistory.file(PROPOSAL, current.getName(), history.next());
        if (!problems.isEmpty()) {
            Files.createDirectories(proposal.toAbsolutePath().getParent());
            Files.writeString(proposal, SchemaFormatter.format("json/pretty", current) + "\n");
        }
        assertThat(problems)
                .as(
                        "If the change is meant and every earlier version stays readable, keep it: cp %s %s",
                        proposal, SchemaHistory.file(HISTORY, current.getName(), history.next()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}",
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"},"
                        + "{\"name\":\"b\",\"type\":\"int\"}]}",
                "{\"type\":\"record\",\"name\":\"Q\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"}]}"
            })
    void aBreakingChangeIsFoundEvenWhenItsVersionIsKept(String breaking) {
        Schema current = parse(breaking);

        List<String> problems = new SchemaHistory("R", List.of(parse(BEFORE), current)).problems(current);

        assertThat(problems).singleElement().asString().contains("R can no longer read an earlier version");
    }

    @Test
    void aVersionBeforeTheLastCountsToo() {
        Schema second = parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}");
        Schema third = parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":["
                + "{\"name\":\"a\",\"type\":\"int\",\"default\":0}]}");

        assertThat(new SchemaHistory("R", List.of(second, third)).problems(third))
                .isEmpty();
        assertThat(new SchemaHistory("R", List.of(parse(BEFORE), second, third)).problems(third))
                .hasSize(1);
    }

    @Test
    void aHarmlessChangeMustBeKeptAsAVersion() {
        Schema current = parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"},"
                + "{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}");

        assertThat(new SchemaHistory("R", List.of(parse(BEFORE))).problems(current))
                .containsExactly("R has changed, but there is no v2.avsc of it");
        assertThat(new SchemaHistory("R", List.of(parse(BEFORE), current)).problems(current))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyTypeAndEveryFieldIsDocumented(Schema record) {
        List<String> missing = new ArrayList<>();
        collectUndocumented(record, missing, new HashSet<>());

        assertThat(missing).isEmpty();
    }

    @Test
    void aFieldWithoutDocumentationIsFound() {
        List<String> missing = new ArrayList<>();
        collectUndocumented(parse(BEFORE), missing, new HashSet<>());

        assertThat(missing).containsExactly("R", "R.a");
    }

    private static void collectUndocumented(Schema schema, List<String> missing, Set<String> seen) {
        switch (schema.getType()) {
            case UNION -> schema.getTypes().forEach(branch -> collectUndocumented(branch, missing, seen));
            case ARRAY -> collectUndocumented(schema.getElementType(), missing, seen);
            case MAP -> collectUndocumented(schema.getValueType(), missing, seen);
            case ENUM -> requireDoc(schema.getFullName(), schema.getDoc(), missing);
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    requireDoc(schema.getFullName(), schema.getDoc(), missing);
                    for (Schema.Field field : schema.getFields()) {
                        requireDoc(schema.getFullName() + "." + field.name(), field.doc(), missing);
                        collectUndocumented(field.schema(), missing, seen);
                    }
                }
            }
            default -> {
                // nothing inside
            }
        }
    }

    private static void requireDoc(String name, @Nullable String doc, List<String> missing) {
        if (doc == null || doc.isBlank()) {
            missing.add(name);
        }
    }

    private static Schema parse(String schema) {
        return new Schema.Parser().parse(schema);
    }
}
