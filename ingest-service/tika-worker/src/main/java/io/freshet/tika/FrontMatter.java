package io.freshet.tika;

import io.freshet.tika.wire.FileFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The block of keys and values before a Markdown text. Only flat values and lists of them are understood, which is what front
 * matter consists of; a whole YAML parser would be one more thing that a file can attack.
 */
final class FrontMatter {

    private static final Pattern BLOCK =
            Pattern.compile("\\A---[ \\t]*\\R(.*?\\R)??(?:---|\\.\\.\\.)[ \\t]*(?:\\R|\\z)", Pattern.DOTALL);
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z][\\w.-]*):(?:[ \\t]+(.*))?");
    private static final Pattern ITEM = Pattern.compile("[ \\t]*-[ \\t]+(.+)");

    private static final int MOST = 1 << 16;

    private final Map<String, List<String>> values = new HashMap<>();
    private final int end;

    private FrontMatter(int end) {
        this.end = end;
    }

    static FrontMatter of(String text) {
        Matcher block = BLOCK.matcher(text).region(0, Math.min(MOST, text.length()));
        if (!block.find()) {
            return new FrontMatter(0);
        }
        String inside = block.group(1) == null ? "" : block.group(1);
        FrontMatter front = new FrontMatter(block.end());
        boolean understood = inside.isBlank() || front.read(inside);
        // Two rules with text between them are no front matter.
        return understood ? front : new FrontMatter(0);
    }

    /** Where the text begins. */
    int end() {
        return end;
    }

    FileFacts facts(String mediaType) {
        return new FileFacts(
                mediaType,
                first("title"),
                LanguageTag.of(first("lang", "language")),
                null,
                authors(),
                first("date", "created", "published"),
                first("lastmod", "modified", "updated", "last_modified_at"),
                0);
    }

    private boolean read(String inside) {
        String key = "";
        for (String line : inside.lines().toList()) {
            Matcher entry = ENTRY.matcher(line);
            Matcher item = ITEM.matcher(line);
            if (entry.matches()) {
                key = entry.group(1).toLowerCase(Locale.ROOT);
                add(key, entry.group(2));
            } else if (item.matches()) {
                add(key, item.group(1));
            }
        }
        return !key.isEmpty();
    }

    private void add(String key, @Nullable String raw) {
        String value = raw == null ? "" : raw.strip();
        if (value.startsWith("[") && value.endsWith("]")) {
            for (String part : value.substring(1, value.length() - 1).split(",", -1)) {
                addText(key, part.strip());
            }
        } else {
            addText(key, value);
        }
    }

    private void addText(String key, String value) {
        String text = CleanText.of(unquoted(value));
        if (!text.isEmpty() && !text.equals(">") && !text.equals("|")) {
            values.computeIfAbsent(key, any -> new ArrayList<>()).add(text);
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private @Nullable String authors() {
        List<String> authors = new ArrayList<>(values.getOrDefault("author", List.of()));
        authors.addAll(values.getOrDefault("authors", List.of()));
        return authors.isEmpty() ? null : String.join("; ", authors);
    }

    private @Nullable String first(String... keys) {
        for (String key : keys) {
            List<String> found = values.get(key);
            if (found != null) {
                return found.get(0);
            }
        }
        return null;
    }
}
