package io.freshet.tika;

import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.Warning;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * The kind of document that a file's name promises, or where the name promises nothing, its declared type.
 *
 * <p>The bytes decide how a file is read. A promise that they break is worth a word, and where they are not even binary it
 * is a page that somebody fetched instead of the document.
 */
final class PromisedType {

    /** Kinds of documents that differ in more than dialect. */
    private enum Kind {
        PDF,
        WORD,
        EXCEL,
        POWERPOINT,
        OPEN_DOCUMENT,
        EPUB,
        OLD_WORD,
        OLD_EXCEL,
        OLD_POWERPOINT,
        RICH_TEXT,
        MAIL,
        IMAGE,
        MARKUP,
        TEXT
    }

    /** What programs write as pages or tables in plain characters all the time stays out: .doc, .xls and .rtf. */
    private static final Set<Kind> NEVER_CHARACTERS = Set.of(
            Kind.PDF, Kind.WORD, Kind.EXCEL, Kind.POWERPOINT, Kind.OLD_POWERPOINT, Kind.OPEN_DOCUMENT, Kind.EPUB);

    private static final Set<Kind> CHARACTERS = Set.of(Kind.MARKUP, Kind.TEXT);

    private final @Nullable Kind promised;

    private PromisedType(@Nullable Kind promised) {
        this.promised = promised;
    }

    /** To be asked before detection, which may change the metadata. */
    static PromisedType in(Metadata metadata) throws IOException {
        Metadata name = new Metadata();
        name.set(TikaCoreProperties.RESOURCE_NAME_KEY, metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY));
        MediaType byName = MimeTypes.getDefaultMimeTypes().detect(null, name);
        if (!byName.equals(MediaType.OCTET_STREAM)) {
            return new PromisedType(kind(byName));
        }
        MediaType declared = MediaType.parse(metadata.get(HttpHeaders.CONTENT_TYPE));
        return new PromisedType(declared == null ? null : kind(declared));
    }

    void compare(Reading reading) throws FailureException {
        Kind found = kind(MediaType.parse(reading.mediaType()));
        if (promised == null || found == null || found == promised) {
            return;
        }
        if (NEVER_CHARACTERS.contains(promised) && CHARACTERS.contains(found)) {
            throw new FailureException(
                    FailureCode.SUSPECT_CONTENT,
                    "The file is " + reading.mediaType() + " under the name or type of a binary document.");
        }
        if (!CHARACTERS.contains(promised) || !CHARACTERS.contains(found)) {
            reading.warnings().add(Warning.TYPE_MISMATCH);
        }
    }

    private static @Nullable Kind kind(MediaType type) {
        String name = type.getBaseType().toString().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "application/pdf" -> Kind.PDF;
            case "application/epub+zip" -> Kind.EPUB;
            case "application/msword" -> Kind.OLD_WORD;
            case "application/vnd.ms-excel" -> Kind.OLD_EXCEL;
            case "application/vnd.ms-powerpoint" -> Kind.OLD_POWERPOINT;
            case "application/rtf", "text/rtf" -> Kind.RICH_TEXT;
            case "message/rfc822", "application/vnd.ms-outlook" -> Kind.MAIL;
            default -> byPattern(name, type);
        };
    }

    private static @Nullable Kind byPattern(String name, MediaType type) {
        String office = "application/vnd.openxmlformats-officedocument.";
        if (name.startsWith(office + "wordprocessingml") || name.startsWith("application/vnd.ms-word.")) {
            return Kind.WORD;
        }
        if (name.startsWith(office + "spreadsheetml") || name.startsWith("application/vnd.ms-excel.")) {
            return Kind.EXCEL;
        }
        if (name.startsWith(office + "presentationml") || name.startsWith("application/vnd.ms-powerpoint.")) {
            return Kind.POWERPOINT;
        }
        if (name.startsWith("application/vnd.oasis.opendocument.")) {
            return Kind.OPEN_DOCUMENT;
        }
        if (name.startsWith("image/")) {
            return Kind.IMAGE;
        }
        return switch (TextTypes.of(type)) {
            case MARKUP, HTML -> name.startsWith("text/") || name.startsWith("application/x") ? Kind.MARKUP : null;
            case PLAIN, MARKDOWN, TABLE -> Kind.TEXT;
            case OTHER -> null;
        };
    }
}
