package io.freshet.records.registry;

import static io.freshet.records.RecordException.Code.INVALID_SCHEMA;

import io.freshet.records.RecordException;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** Turns schema text into a schema, fetching what it refers to, depth first. */
public final class SchemaParsing {
    private final RegistryClient registry;
    // Other languages allow names that Java does not.
    private final Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
    private final Set<SchemaReference> underway = new HashSet<>();
    private final Set<SchemaReference> done = new HashSet<>();

    private SchemaParsing(RegistryClient registry) {
        this.registry = registry;
    }

    /** Parses a schema; what it refers to comes from the registry. */
    public static Schema parse(SchemaText text, RegistryClient registry) {
        try {
            return new SchemaParsing(registry).parse(text);
        } catch (AvroRuntimeException e) {
            throw new RecordException(INVALID_SCHEMA, "not an Avro schema: " + e.getMessage(), e);
        }
    }

    private Schema parse(SchemaText text) {
        text.references().forEach(this::resolve);
        return parser.parse(text.schema());
    }

    private void resolve(SchemaReference reference) {
        SchemaReference place = new SchemaReference("", reference.subject(), reference.version());
        if (done.contains(place)) {
            return;
        }
        if (!underway.add(place)) {
            throw new RecordException(
                    INVALID_SCHEMA,
                    "schema references form a cycle through " + place.subject() + " version " + place.version());
        }
        parse(registry.version(reference.subject(), reference.version()).text());
        underway.remove(place);
        done.add(place);
    }
}
