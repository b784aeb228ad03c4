package io.freshet.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import io.freshet.service.http.Json;
import io.freshet.service.http.Problem;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads metadata from JSON or from query parameters. */
final class MetadataParser {

    private final ObjectMapper mapper = Json.mapper();

    Metadata complete(String json) throws JsonProcessingException {
        return read(object(json)).complete();
    }

    static Metadata fromQuery(Context request) {
        return new GivenMetadata(
                        request.queryParam("title"),
                        request.queryParam("uri"),
                        request.queryParam("source"),
                        request.queryParam("language"),
                        list(request, "tags"),
                        list(request, "readers"),
                        null,
                        null)
                .complete();
    }

    /** A patch as JSON merge patches have it: null clears a field, and what is absent stays. */
    MetadataPatch patch(String json) throws JsonProcessingException {
        ObjectNode node = object(json);
        List<String> clear = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getValue().isNull()) {
                clear.add(field.getKey());
            }
        }
        GivenMetadata given = read(node);
        if (node.isEmpty()) {
            throw new Problem(400, "EMPTY_PATCH", "the patch changes nothing");
        }
        return MetadataPatch.newBuilder()
                .setTitle(given.title())
                .setUri(given.uri())
                .setSource(given.source())
                .setLanguage(given.language())
                .setTags(given.tags())
                .setReaders(given.readers())
                .setAttributes(given.attributes())
                .setModifiedAt(given.modifiedAt())
                .setClear(clear)
                .build();
    }

    private ObjectNode object(String json) throws JsonProcessingException {
        JsonNode node = mapper.readTree(json);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new Problem(400, "BAD_JSON", "metadata must be a JSON object");
    }

    private GivenMetadata read(ObjectNode object) throws JsonProcessingException {
        GivenMetadata given = mapper.treeToValue(object, GivenMetadata.class);
        refuseNulls("tags", given.tags());
        refuseNulls("readers", given.readers());
        refuseNulls(
                "attributes",
                given.attributes() == null ? null : given.attributes().values());
        return given;
    }

    private static void refuseNulls(String name, java.util.@Nullable Collection<String> values) {
        if (values != null && values.stream().anyMatch(value -> value == null)) {
            throw new Problem(400, "BAD_JSON", name + ": null is not a value");
        }
    }

    private static List<String> list(Context request, String name) {
        return request.queryParams(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
