package io.freshet.tika;

import java.util.Set;
import org.apache.tika.mime.MediaType;

/** Which reader a media type belongs to. */
enum TextTypes {
    PLAIN,
    MARKDOWN,
    TABLE,
    HTML,
    /** XML: text on disk, but Tika's to parse. */
    MARKUP,
    OTHER;

    private static final Set<String> MARKDOWN_TYPES = Set.of("text/markdown", "text/x-web-markdown", "text/x-markdown");
    private static final Set<String> TABLE_TYPES = Set.of("text/csv", "text/tsv", "text/tab-separated-values");
    private static final Set<String> PLAIN_TYPES = Set.of(
            "application/json",
            "application/javascript",
            "application/x-sh",
            "application/x-bat",
            "application/sql",
            "application/x-sql",
            "application/yaml",
            "application/toml");
    private static final Set<String> HTML_TYPES = Set.of("text/html", "application/xhtml+xml");
    private static final Set<String> MARKUP_TYPES = Set.of("text/xml", "application/xml");
    /** Text types with a parser of their own in Tika. */
    private static final Set<String> PARSED = Set.of("text/vtt", "text/iptc.anpa", "text/x-matlab");

    static TextTypes of(MediaType type) {
        String name = type.toString();
        if (MARKDOWN_TYPES.contains(name)) {
            return MARKDOWN;
        }
        if (TABLE_TYPES.contains(name)) {
            return TABLE;
        }
        if (HTML_TYPES.contains(name)) {
            return HTML;
        }
        if (MARKUP_TYPES.contains(name) || name.endsWith("+xml")) {
            return MARKUP;
        }
        boolean text = name.startsWith("text/") && !PARSED.contains(name);
        return text || PLAIN_TYPES.contains(name) ? PLAIN : OTHER;
    }

    /** Whether files of this type normally carry text. */
    static boolean isDocument(String type) {
        return type.startsWith("text/")
                || type.startsWith("message/")
                || type.startsWith("application/vnd.")
                || type.endsWith("+xml")
                || Set.of("application/xml", "application/msword", "application/rtf", "application/epub+zip")
                        .contains(type);
    }
}
