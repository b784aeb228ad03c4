package io.freshet.tika;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The name of a file within a file, as far as it can be shown: a place to climb out of, or to write to, it never is. */
final class AttachmentName {

    private static final int LONGEST = 200;
    private static final String NAMELESS = "Attachment";
    private static final Pattern SEPARATORS = Pattern.compile("[/\\\\]+");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

    private AttachmentName() {}

    static String of(@Nullable String raw) {
        if (raw == null) {
            return NAMELESS;
        }
        String name = Arrays.stream(SEPARATORS.split(CleanText.of(raw).replace('\n', ' ')))
                .map(String::strip)
                .filter(AttachmentName::isName)
                .collect(Collectors.joining("/"));
        if (name.length() > LONGEST) {
            int from = name.length() - LONGEST;
            name = name.substring(Character.isLowSurrogate(name.charAt(from)) ? from + 1 : from);
        }
        return name.isBlank() ? NAMELESS : name;
    }

    private static boolean isName(String segment) {
        return !segment.isEmpty()
                && !segment.equals(".")
                && !segment.equals("..")
                && !DRIVE.matcher(segment).matches();
    }
}
