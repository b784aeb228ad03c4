package io.freshet.index.chunk;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What differs between the chunks of two versions of a document.
 *
 * @param changed chunks of either side that have no equal on the other, the larger of the two
 * @param moved chunks that are on both sides, but in passages that begin with other chunks
 */
record Difference(int changed, int moved) {

    static Difference of(List<ChunkDraft> before, List<ChunkDraft> after) {
        Set<String> texts = new HashSet<>();
        before.forEach(chunk -> texts.add(chunk.embeddedText()));
        Set<Place> places = places(after);
        places.removeAll(places(before));
        places.removeIf(place -> !texts.contains(place.chunk));
        return new Difference(Math.max(missing(before, after), missing(after, before)), places.size());
    }

    /** How many chunks have no equal on the other side. */
    static int missing(List<ChunkDraft> from, List<ChunkDraft> in) {
        Map<String, Integer> counts = new HashMap<>();
        from.forEach(chunk -> counts.merge(chunk.embeddedText(), 1, Integer::sum));
        in.forEach(chunk -> counts.merge(chunk.embeddedText(), -1, Integer::sum));
        return counts.values().stream().mapToInt(n -> Math.max(0, n)).sum();
    }

    private static Set<Place> places(List<ChunkDraft> chunks) {
        Map<Integer, String> firsts = new HashMap<>();
        Set<Place> places = new HashSet<>();
        for (ChunkDraft chunk : chunks) {
            String first =
                    chunk.parent() == null ? "" : firsts.computeIfAbsent(chunk.parent(), p -> chunk.embeddedText());
            places.add(new Place(first, chunk.embeddedText()));
        }
        return places;
    }

    /** A chunk in a passage that begins with some chunk. */
    private record Place(String first, String chunk) {}
}
