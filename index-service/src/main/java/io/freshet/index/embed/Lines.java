package io.freshet.index.embed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts that nobody embeds yet: one line for each document, served in turn, so that a long line holds up no short
 * one. Used under the pool's lock.
 */
final class Lines {
    /** A text and who asked for it. */
    record Place(Desk desk, Asked asked) {}

    private record Name(Desk desk, String document) {}

    private final Map<Name, Deque<Place>> lines = new HashMap<>();
    private final Deque<Name> turns = new ArrayDeque<>();
    private int size;

    int size() {
        return size;
    }

    void add(Desk desk, String document, List<Asked> texts) {
        Deque<Place> line = line(new Name(desk, document), false);
        texts.forEach(asked -> line.addLast(new Place(desk, asked)));
        size += texts.size();
    }

    /** Puts texts back so that they are the next ones. */
    void putBack(List<Place> places) {
        for (int i = places.size() - 1; i >= 0; i--) {
            Place place = places.get(i);
            line(new Name(place.desk(), place.asked().document()), true).addFirst(place);
        }
        size += places.size();
    }

    /** Takes up to so many texts, up to a slice from each line in turn. */
    List<Place> take(int atMost, int slice) {
        List<Place> taken = new ArrayList<>();
        while (taken.size() < atMost && !turns.isEmpty()) {
            Name name = turns.removeFirst();
            Deque<Place> line = lines.getOrDefault(name, new ArrayDeque<>());
            for (int i = 0; i < slice && taken.size() < atMost && !line.isEmpty(); i++) {
                taken.add(line.removeFirst());
            }
            if (line.isEmpty()) {
                lines.remove(name);
            } else {
                turns.addLast(name);
            }
        }
        size -= taken.size();
        return taken;
    }

    void remove(Desk desk, String document) {
        Name name = new Name(desk, document);
        Deque<Place> line = lines.remove(name);
        if (line != null) {
            turns.remove(name);
            size -= line.size();
        }
    }

    void remove(Desk desk) {
        for (Name name : List.copyOf(lines.keySet())) {
            if (name.desk() == desk) {
                remove(desk, name.document());
            }
        }
    }

    private Deque<Place> line(Name name, boolean first) {
        return lines.computeIfAbsent(name, added -> {
            if (first) {
                turns.addFirst(added);
            } else {
                turns.addLast(added);
            }
            return new ArrayDeque<>();
        });
    }
}
