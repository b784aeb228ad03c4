package io.freshet.records.registry;

import java.util.List;

/**
 * An Avro schema as the registry keeps it.
 *
 * @param schema the schema as JSON
 * @param references the schemas it uses by name
 */
public record SchemaText(String schema, List<SchemaReference> references) {

    /** Keeps its own copy of the references. */
    public SchemaText {
        references = List.copyOf(references);
    }

    /** Makes a schema that stands alone. */
    public SchemaText(String schema) {
        this(schema, List.of());
    }
}
