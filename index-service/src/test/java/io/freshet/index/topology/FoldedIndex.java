package io.freshet.index.topology;

import io.freshet.records.ChunkPut;
import io.freshet.records.HeadPut;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What an index is that applied all changes, record by record. */
final class FoldedIndex {
    private final Map<String, SpecificRecord> rows = new TreeMap<>();

    void apply(String key, @Nullable SpecificRecord value) {
        if (value == null) {
            rows.remove(key);
        } else {
            rows.put(key, value);
        }
    }

    HeadPut head(String documentId) {
        return Objects.requireNonNull((HeadPut) rows.get("acme/" + documentId + "#"), "no head of " + documentId);
    }

    boolean knows(String documentId) {
        return rows.containsKey("acme/" + documentId + "#");
    }

    /** The stored chunks in reading order. */
    List<ChunkPut> chunks(String documentId) {
        return rows.values().stream()
                .filter(row ->
                        row instanceof ChunkPut chunk && chunk.getDocumentId().equals(documentId))
                .map(ChunkPut.class::cast)
                .sorted(Comparator.comparing(ChunkPut::getOrder))
                .toList();
    }

    /** The texts that a search may show, in reading order. */
    List<String> visible(String documentId) {
        if (!knows(documentId) || head(documentId).getDeleted()) {
            return List.of();
        }
        HeadPut head = head(documentId);
        return chunks(documentId).stream()
                .filter(chunk -> chunk.getSince() <= head.getSequence()
                        && !head.getRemoved().contains(chunk.getChunkId()))
                .map(ChunkPut::getText)
                .toList();
    }
}
