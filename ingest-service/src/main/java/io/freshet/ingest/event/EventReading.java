package io.freshet.ingest.event;

import java.util.List;

/**
 * What was found in a text: every event that could be read, and everything that is wrong.
 *
 * @param drafts in order, with the place of each; complete only when there are no problems
 * @param many whether the text was written as several, however many there are
 */
public record EventReading(List<Placed> drafts, List<EventProblem> problems, boolean many) {

    /** An event and the JSON pointer to it. */
    public record Placed(String pointer, EventDraft draft) {}

    public EventReading {
        drafts = List.copyOf(drafts);
        problems = List.copyOf(problems);
    }

    static EventReading failed(EventProblem problem) {
        return new EventReading(List.of(), List.of(problem), false);
    }
}
