package io.freshet.local.history;

import io.freshet.local.history.Step.Change;
import io.freshet.local.history.Step.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a document stands in the end, told without any of the code that is on trial.
 *
 * @param failedAt when the newest version happened, if that one failed
 * @param readers null for a deleted document: it keeps those it had when that was heard, whatever came late
 * @param text headings and words in reading order
 */
record Ending(
        @Nullable Long version,
        boolean deleted,
        @Nullable Instant failedAt,
        @Nullable String title,
        List<String> tags,
        @Nullable List<String> readers,
        List<Section> text) {

    /** By everything that happened, once and in order. */
    static Ending of(List<Step> steps) {
        Ending ending = new Ending(null, false, null, null, List.of(), List.of(), List.of());
        for (Step step : steps) {
            ending = ending.after(step);
        }
        return ending;
    }

    private Ending after(Step step) {
        if (step.change() instanceof Change.Broken) {
            return new Ending(version, deleted, step.occurredAt(), title, tags, readers, text);
        }
        if (step.change() instanceof Change.Removed) {
            return new Ending(step.version(), true, null, null, List.of(), null, List.of());
        }
        if (step.change() instanceof Change.Written written) {
            return new Ending(
                    step.version(),
                    false,
                    null,
                    written.title(),
                    written.tags(),
                    written.readers(),
                    joined(written.sections()));
        }
        Change.Patched patch = (Change.Patched) step.change();
        return deleted
                ? this
                : new Ending(
                        step.version(),
                        false,
                        null,
                        patch.title() == null ? title : patch.title(),
                        patch.tags() == null ? tags : patch.tags(),
                        patch.readers() == null ? readers : patch.readers(),
                        text);
    }

    /** Neighbours of one heading as one section: how text is cut below a heading is not what is asked here. */
    static List<Section> joined(List<Section> sections) {
        List<Section> joined = new ArrayList<>();
        for (Section section : sections) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).heading().equals(section.heading())) {
                joined.set(last, new Section(section.heading(), joined.get(last).text() + " " + section.text()));
            } else {
                joined.add(section);
            }
        }
        return joined;
    }
}
