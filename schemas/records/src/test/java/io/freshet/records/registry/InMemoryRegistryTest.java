package io.freshet.records.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freshet.records.RecordException;
import io.freshet.records.RecordException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InMemoryRegistryTest {
    private static final SchemaText EMPTY = record("");
    private static final SchemaText REQUIRED = record("{\"name\":\"a\",\"type\":\"int\"}");
    private static final SchemaText OPTIONAL = record("{\"name\":\"a\",\"type\":\"int\",\"default\":0}");

    private final InMemoryRegistry registry = new InMemoryRegistry();

    @Test
    void theSameRegistrationsGiveTheSameIds() {
        assertThat(registry.register("s", EMPTY, false)).isEqualTo(1);
        assertThat(registry.register("s", OPTIONAL, false)).isEqualTo(2);
        assertThat(registry.register("other", OPTIONAL, false)).isEqualTo(2);

        assertThat(registry.register("s", EMPTY, false)).isEqualTo(1);

        assertThat(registry.versions("s")).extracting(SchemaVersion::version).containsExactly(1, 2);
        assertThat(registry.latest("s").id()).isEqualTo(2);
        assertThat(registry.subjects()).containsExactly("other", "s");
    }

    @Test
    void formDoesNotCount() {
        int id = registry.register("s", EMPTY, false);
        SchemaText spaced = new SchemaText(EMPTY.schema().replace(":", " : "));

        assertThat(registry.lookup("s", spaced, false)).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, true, true",
        "BACKWARD, false, true",
        "BACKWARD_TRANSITIVE, false, true",
        "FORWARD, true, true",
        "FORWARD_TRANSITIVE, true, true",
        "FULL, false, true",
        "FULL_TRANSITIVE, false, true"
    })
    void aSubjectIsHeldToItsLevel(Compatibility level, boolean requiredMayCome, boolean optionalMayCome) {
        registry.register("s", EMPTY, false);
        registry.setCompatibility("s", level);

        assertThat(registry.isCompatible("s", REQUIRED)).isEqualTo(requiredMayCome);
        assertThat(registry.isCompatible("s", OPTIONAL)).isEqualTo(optionalMayCome);
    }

    @Test
    void onlyATransitiveLevelLooksPastTheLastVersion() {
        registry.register("s", record("{\"name\":\"a\",\"type\":\"string\"}"), false);
        registry.register("s", EMPTY, false);

        assertThat(registry.isCompatible("s", OPTIONAL)).isTrue();
        registry.setCompatibility(null, Compatibility.BACKWARD_TRANSITIVE);

        assertThat(registry.isCompatible("s", OPTIONAL)).isFalse();
    }

    @Test
    void whatIsNotThereOrNotAllowedHasACode() {
        registry.register("s", EMPTY, false);

        assertCode(Code.INCOMPATIBLE, () -> registry.register("s", REQUIRED, false));
        assertCode(Code.UNKNOWN_SCHEMA, () -> registry.lookup("s", REQUIRED, false));
        assertCode(Code.UNKNOWN_SCHEMA, () -> registry.byId(7, null));
        assertCode(Code.UNKNOWN_SUBJECT, () -> registry.latest("t"));
        assertCode(Code.UNKNOWN_SUBJECT, () -> registry.lookup("t", EMPTY, false));
        assertCode(Code.UNKNOWN_VERSION, () -> registry.version("s", 2));
        assertCode(Code.INVALID_SCHEMA, () -> registry.register("s", new SchemaText("{"), false));
    }

    private static SchemaText record(String fields) {
        return new SchemaText("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
    }

    private static void assertCode(Code code, Runnable action) {
        assertThatExceptionOfType(RecordException.class).isThrownBy(action::run).satisfies(e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
