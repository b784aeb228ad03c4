package io.freshet.ingest.http;

import io.freshet.ingest.event.GivenMetadata;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import io.freshet.service.http.Problem;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;

/** Reads metadata from JSON or from query parameters, and refuses what is none. */
final class MetadataParser {

    private static final MetadataPatch NOTHING = MetadataPatch.newBuilder().build();

    private MetadataParser() {}

    static Metadata complete(byte[] json) {
        return sound(GivenMetadata.complete(json));
    }

    static Metadata fromQuery(Context request) {
        return Metadata.newBuilder()
                .setTitle(request.queryParam("title"))
                .setUri(request.queryParam("uri"))
                .setSource(request.queryParam("source"))
                .setLanguage(request.queryParam("language"))
                .setTags(list(request, "tags"))
                .setReaders(list(request, "readers"))
                .build();
    }

    /** A patch as JSON merge patches have it: null clears a field, and what is absent stays. */
    static MetadataPatch patch(byte[] json) {
        MetadataPatch patch = sound(GivenMetadata.patch(json));
        if (patch.equals(NOTHING)) {
            throw new Problem(400, "EMPTY_PATCH", "the patch changes nothing");
        }
        return patch;
    }

    private static <T> T sound(GivenMetadata.Reading<T> reading) {
        if (!reading.problems().isEmpty()) {
            throw EventRefusal.ofForm(reading.problems());
        }
        return reading.value();
    }

    private static List<String> list(Context request, String name) {
        return request.queryParams(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
