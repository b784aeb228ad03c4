package io.freshet.local.lint;

import io.freshet.ingest.event.SourceLines;
import org.jspecify.annotations.Nullable;

/**
 * Where an event stands.
 *
 * @param record its number in a file that has no lines
 * @param pointer to the event
 * @param cloud whether its fields have the names of CloudEvents
 */
record Place(
        String file, @Nullable SourceLines lines, @Nullable Integer record, String pointer, boolean cloud) {

    Finding error(String field, String message) {
        return finding(field, Finding.Level.ERROR, message);
    }

    Finding warning(String field, String message) {
        return finding(cloud ? ofCloudEvent(field) : field, Finding.Level.WARNING, message);
    }

    private Finding finding(String field, Finding.Level level, String message) {
        String at = pointer + field;
        return new Finding(file, lines == null ? null : lines.line(at), record, at, level, message);
    }

    private static String ofCloudEvent(String field) {
        return switch (field) {
            case "/documentId" -> "/subject";
            case "/eventId" -> "/id";
            case "/occurredAt" -> "/time";
            case "/version" -> "/documentversion";
            default -> "/data";
        };
    }
}
