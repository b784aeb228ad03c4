package io.freshet.records.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.records.RecordException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A registry that speaks Confluent's REST API, such as Confluent's own, Apicurio's or Karapace. */
public final class HttpRegistryClient implements RegistryClient {
    private static final String AVRO = "AVRO";

    private final RegistryHttp http;

    /** Reads where the registry is, and how to get in, from settings under Confluent's names. */
    public HttpRegistryClient(Map<String, ?> settings) {
        this(new RegistryHttp(
                RegistrySettings.of(settings),
                duration -> Thread.sleep(duration.toMillis()),
                () -> ThreadLocalRandom.current().nextDouble()));
    }

    HttpRegistryClient(RegistryHttp http) {
        this.http = http;
    }

    @Override
    public int register(String subject, SchemaText schema, boolean normalize) {
        return id(http.send("POST", subject(subject) + "/versions?normalize=" + normalize, json(schema)));
    }

    @Override
    public int lookup(String subject, SchemaText schema, boolean normalize) {
        return id(http.send("POST", subject(subject) + "?normalize=" + normalize + "&deleted=false", json(schema)));
    }

    @Override
    public SchemaText byId(int id, @Nullable String subject) {
        String path = "/schemas/ids/" + Integer.toUnsignedString(id) + "?fetchMaxId=false";
        return text(http.send("GET", subject == null ? path : path + "&subject=" + encode(subject), null));
    }

    @Override
    public SchemaVersion latest(String subject) {
        return version(http.send("GET", subject(subject) + "/versions/latest", null));
    }

    @Override
    public SchemaVersion version(String subject, int version) {
        return version(http.send("GET", subject(subject) + "/versions/" + version + "?deleted=true", null));
    }

    @Override
    public boolean isCompatible(String subject, SchemaText schema) {
        String path = "/compatibility" + subject(subject) + "/versions/latest";
        return field(http.send("POST", path, json(schema)), "is_compatible").asBoolean();
    }

    @Override
    public Optional<Compatibility> compatibility(@Nullable String subject) {
        JsonNode answer;
        try {
            answer = http.send("GET", config(subject), null);
        } catch (RecordException e) {
            if (e.code() == RecordException.Code.UNKNOWN_SUBJECT) {
                return Optional.empty();
            }
            throw e;
        }
        String level = field(answer, "compatibilityLevel").asText();
        try {
            return Optional.of(Compatibility.valueOf(level));
        } catch (IllegalArgumentException e) {
            throw new RecordException(RecordException.Code.NOT_A_REGISTRY, "there is no level " + level, e);
        }
    }

    @Override
    public void setCompatibility(@Nullable String subject, Compatibility compatibility) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", compatibility.name());
        http.send("PUT", config(subject), body);
    }

    private static String config(@Nullable String subject) {
        return subject == null ? "/config" : "/config/" + encode(subject);
    }

    private static String subject(String subject) {
        return "/subjects/" + encode(subject);
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static ObjectNode json(SchemaText schema) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("schema", schema.schema());
        if (!schema.references().isEmpty()) {
            ArrayNode references = body.putArray("references");
            for (SchemaReference reference : schema.references()) {
                references
                        .addObject()
                        .put("name", reference.name())
                        .put("subject", reference.subject())
                        .put("version", reference.version());
            }
        }
        return body;
    }

    private static SchemaVersion version(JsonNode answer) {
        return new SchemaVersion(
                field(answer, "subject").asText(), field(answer, "version").asInt(), id(answer), text(answer));
    }

    private static SchemaText text(JsonNode answer) {
        String type = answer.path("schemaType").asText(AVRO);
        if (!type.equals(AVRO)) {
            throw new RecordException(
                    RecordException.Code.UNSUPPORTED_SCHEMA_TYPE, "schema type is " + type + ", but only AVRO is read");
        }
        List<SchemaReference> references = new ArrayList<>();
        for (JsonNode reference : answer.path("references")) {
            references.add(new SchemaReference(
                    field(reference, "name").asText(),
                    field(reference, "subject").asText(),
                    field(reference, "version").asInt()));
        }
        return new SchemaText(field(answer, "schema").asText(), references);
    }

    private static int id(JsonNode answer) {
        JsonNode id = field(answer, "id");
        if (!id.canConvertToLong() || id.asLong() < 0 || id.asLong() > 0xFFFF_FFFFL) {
            throw new RecordException(RecordException.Code.NOT_A_REGISTRY, "no schema id came back");
        }
        return (int) id.asLong();
    }

    private static JsonNode field(JsonNode answer, String name) {
        JsonNode field = answer.get(name);
        if (field == null || field.isNull()) {
            throw new RecordException(RecordException.Code.NOT_A_REGISTRY, "the answer has no field " + name);
        }
        return field;
    }

    /** Does nothing: the platform's HTTP client ends with its last user. */
    @Override
    public void close() {}
}
