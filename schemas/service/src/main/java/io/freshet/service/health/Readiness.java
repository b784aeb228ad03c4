package io.freshet.service.health;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to "can it work now?", part by part. */
public record Readiness(boolean ready, List<Part> parts) {

    /** What a check found; no problem means it works. */
    public record Part(String name, @Nullable String problem) {}

    public static Readiness of(List<Check> checks) {
        List<Part> parts = new ArrayList<>();
        for (Check check : checks) {
            parts.add(new Part(check.name(), problem(check)));
        }
        return new Readiness(parts.stream().allMatch(part -> part.problem() == null), List.copyOf(parts));
    }

    private static @Nullable String problem(Check check) {
        try {
            check.probe().run();
            return null;
        } catch (Exception failed) {
            String message = failed.getMessage();
            return message == null ? failed.getClass().getSimpleName() : message;
        }
    }
}
