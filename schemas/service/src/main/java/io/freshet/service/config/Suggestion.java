package io.freshet.service.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The name somebody probably meant. */
public final class Suggestion {
    private static final int FAR = 6;

    private Suggestion() {}

    static String among(List<Setting> settings, String key) {
        return among(settings.stream().map(Setting::key).toList(), key);
    }

    /** The end of a sentence that says a name is unknown: {@code "; did you mean …?"}, or nothing when none is near. */
    public static String among(Collection<String> names, String name) {
        return names.stream()
                .min(Comparator.comparingInt(known -> distance(known, name)))
                .filter(known -> distance(known, name) < Math.min(FAR, known.length()))
                .map(known -> "; did you mean " + known + "?")
                .orElse("");
    }

    /** Levenshtein's. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
