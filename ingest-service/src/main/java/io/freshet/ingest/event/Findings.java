package io.freshet.ingest.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong; the first problem of a place is the one that counts. Nobody reads more than a few hundred. */
final class Findings {

    static final int MOST = 500;

    private final Map<String, EventProblem> problems = new LinkedHashMap<>();

    List<EventProblem> all() {
        return List.copyOf(problems.values());
    }

    /** Whether nothing more is taken, so that looking for more is idle. */
    boolean isFull() {
        return problems.size() >= MOST;
    }

    void add(String pointer, String detail) {
        add(EventProblem.contract(pointer, detail));
    }

    void add(EventProblem problem) {
        if (!isFull()) {
            problems.putIfAbsent(problem.pointer(), problem);
        }
    }

    void length(String pointer, @Nullable String text, int longest) {
        if (text != null && text.length() > longest) {
            add(pointer, "has " + text.length() + " characters, at most " + longest + " are taken");
        }
    }

    /** Like {@link #length}, of a text that must say something. */
    void present(String pointer, @Nullable String text, int longest) {
        if (text == null || text.isBlank()) {
            add(pointer, "is empty");
        }
        length(pointer, text, longest);
    }
}
