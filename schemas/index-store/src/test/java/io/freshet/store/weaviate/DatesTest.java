package io.freshet.store.weaviate;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.store.Chunk;
import io.freshet.store.Metadata;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatesTest {

    /** The second is where another system's calendar begins. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-03T04:05:06.789123456Z",
                "1601-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "+12345-01-01T00:00:00Z"
            })
    void everyDateComesBackThoughNotEveryOneCanBeCompared(String text) {
        Instant date = Instant.parse(text);
        Metadata metadata = new Metadata(null, null, null, null, null, List.of(), List.of(), Map.of(), date);
        Chunk chunk = new Chunk(new UUID(0, 1), "doc", "text", List.of(), null, "a", null, metadata, 1);

        Map<String, Object> stored = new LinkedHashMap<>(ChunkObject.of(chunk).values());
        OffsetDateTime comparable = OffsetDateTime.parse((String) stored.get("modifiedAt"));
        stored.put("modifiedAt", comparable);

        assertThat(comparable.getYear()).isBetween(1678, 2262);
        assertThat(ChunkObject.read(chunk.id().toString(), stored)).isEqualTo(chunk);
    }
}
