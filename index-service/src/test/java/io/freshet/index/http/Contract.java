package io.freshet.index.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The service's {@code openapi.yaml}, as something to hold answers against. */
final class Contract {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode document;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Contract(ObjectNode document) {
        this.document = document;
    }

    static Contract read() throws IOException {
        try (InputStream yaml = Contract.class.getResourceAsStream("/io/freshet/index/openapi.yaml")) {
            return new Contract((ObjectNode) new YAMLMapper().readTree(Objects.requireNonNull(yaml)));
        }
    }

    /** Every operation as "GET /path". */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(name -> {
                    if (!name.equals("parameters")) {
                        operations.add(name.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    /** Fails unless the contract foresees the answer: its status, its content type and its body. */
    void assertFulfilled(String method, String path, HttpResponse<String> answer) throws IOException {
        JsonNode response = document.at(pointer("paths", path, method.toLowerCase(Locale.ROOT), "responses"))
                .path(String.valueOf(answer.statusCode()));
        if (response.has("$ref")) {
            response = document.at(response.get("$ref").textValue().substring(1));
        }
        if (answer.statusCode() == 204) {
            assertThat(response.isMissingNode()).isFalse();
            assertThat(answer.body()).isEmpty();
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").split(";", -1)[0];
        assertThat(response.path("content").fieldNames())
                .toIterable()
                .as("%s %s %s: %s", method, path, answer.statusCode(), answer.body())
                .contains(type);
        JsonNode schema = response.path("content").path(type).path("schema");
        if (!schema.isMissingNode()) {
            assertThat(schemas.getSchema(whole(schema)).validate(JSON.readTree(answer.body())))
                    .as("%s %s: %s", method, path, answer.body())
                    .isEmpty();
        }
    }

    private ObjectNode whole(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        return whole;
    }

    private static String pointer(String... steps) {
        StringBuilder pointer = new StringBuilder();
        for (String step : steps) {
            pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
