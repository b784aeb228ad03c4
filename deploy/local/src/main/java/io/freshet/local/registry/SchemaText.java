package io.freshet.local.registry;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** An Avro schema as it was sent: the text without needless space, which is what makes two of them the same. */
record SchemaText(String text, Schema schema) {

    /** Reads the body of a request. */
    static SchemaText of(JsonNode body) throws RegistryException {
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryException.invalidSchema("this registry knows AVRO only, not " + type);
        }
        if (!body.path("references").isEmpty()) {
            throw RegistryException.invalidSchema("this registry takes no references: send the schema as one piece");
        }
        JsonNode schema = body.path("schema");
        if (!schema.isTextual() || schema.textValue().isBlank()) {
            throw RegistryException.invalidSchema("empty schema");
        }
        return parse(schema.textValue());
    }

    static SchemaText parse(String text) throws RegistryException {
        try {
            Schema schema = new Schema.Parser().parse(text);
            return new SchemaText(schema.toString(), schema);
        } catch (AvroRuntimeException e) {
            throw RegistryException.invalidSchema(String.valueOf(e.getMessage()));
        }
    }
}
