package io.freshet.store.weaviate;

import io.freshet.store.Chunk;
import io.weaviate.client6.v1.api.collections.WeaviateObject;
import io.weaviate.client6.v1.api.collections.query.Filter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A document's chunks in reading order. The server could sort, but takes capitals for small letters, so it names all that
 * come into question and they are sorted here.
 */
final class DocumentChunks {
    private static final Comparator<Place> READING_ORDER =
            Comparator.comparing(Place::order).thenComparing(Place::id);

    private final TenantObjects chunks;

    DocumentChunks(TenantObjects chunks) {
        this.chunks = chunks;
    }

    List<Chunk> after(String documentId, String after, int limit) throws Refusal {
        return read(places(ofDocument(documentId), after), limit);
    }

    List<Chunk> passage(String documentId, UUID parent, int limit) throws Refusal {
        Filter ofPassage = Filter.property(Fields.PARENT).eq(parent.toString());
        return read(places(Filter.and(ofDocument(documentId), ofPassage), ""), limit);
    }

    private static Filter ofDocument(String documentId) {
        return Filter.property(Fields.DOCUMENT_ID).eq(Exact.stored(documentId));
    }

    /** When there are more than one answer may hold, the lower half of those seen bounds the next question. */
    private List<Place> places(Filter of, String after) throws Refusal {
        Filter lower = after.isEmpty()
                ? of
                : Filter.and(of, Filter.property(Fields.ORDER).gt(after));
        List<Place> seen = placesOf(lower);
        while (seen.size() >= TenantObjects.MAX_RESULTS) {
            String middle = seen.get(seen.size() / 2).order();
            List<Place> nearer =
                    placesOf(Filter.and(lower, Filter.property(Fields.ORDER).lte(middle)));
            if (nearer.equals(seen)) {
                return seen;
            }
            seen = nearer;
        }
        return seen;
    }

    private List<Place> placesOf(Filter filter) throws Refusal {
        List<Place> places = new ArrayList<>();
        for (WeaviateObject<Map<String, Object>> object : chunks.matching(filter, List.of(Fields.ORDER))) {
            places.add(new Place(new ObjectProperties(object.properties()).requireText(Fields.ORDER), object.uuid()));
        }
        places.sort(READING_ORDER);
        return places;
    }

    private List<Chunk> read(List<Place> places, int limit) throws Refusal {
        List<String> wanted = places.stream().limit(limit).map(Place::id).toList();
        Map<String, Chunk> byId = new HashMap<>();
        for (WeaviateObject<Map<String, Object>> object : chunks.byIds(wanted, Schema.chunkFields(), null)) {
            byId.put(object.uuid(), ChunkObject.read(object.uuid(), object.properties()));
        }
        List<Chunk> ordered = new ArrayList<>();
        for (String id : wanted) {
            Chunk chunk = byId.get(id);
            if (chunk != null) {
                ordered.add(chunk);
            }
        }
        return ordered;
    }

    private record Place(String order, String id) {}
}
