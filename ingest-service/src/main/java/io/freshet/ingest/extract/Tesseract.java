package io.freshet.ingest.extract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The program that recognises text in pictures, as it is installed here. */
final class Tesseract {

    private static final String PROGRAM = "tesseract";

    private Tesseract() {}

    /** What keeps it from recognising these languages, or null. */
    static @Nullable String problem(String languages) {
        return problem(PROGRAM, languages);
    }

    static @Nullable String problem(String program, String languages) {
        try {
            Set<String> known = languages(program);
            List<String> missing = Arrays.stream(languages.split("\\+"))
                    .filter(language -> !known.contains(language))
                    .toList();
            return missing.isEmpty() ? null : "tesseract has no data for " + String.join(", ", missing);
        } catch (IOException e) {
            return "tesseract is not on the path";
        }
    }

    private static Set<String> languages(String program) throws IOException {
        Process process = new ProcessBuilder(program, "--list-langs")
                .redirectErrorStream(true)
                .start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().map(String::strip).collect(Collectors.toSet());
        } finally {
            process.destroyForcibly();
        }
    }
}
