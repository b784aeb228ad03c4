package io.freshet.query.retrieve;

import io.freshet.store.Filter;
import io.freshet.store.Head;
import java.util.List;

/** Whoever an answer is for: a tenant, and the principals the viewer stands for in it. */
public record Viewer(String tenant, List<String> principals) {

    public Viewer {
        principals = List.copyOf(principals);
    }

    /** What every query of this viewer is narrowed by, inside the store. */
    Filter filter() {
        return new Filter.ReadableBy(principals);
    }

    boolean mayRead(Head head) {
        List<String> readers = head.metadata().readers();
        return readers.isEmpty() || readers.stream().anyMatch(principals::contains);
    }
}
