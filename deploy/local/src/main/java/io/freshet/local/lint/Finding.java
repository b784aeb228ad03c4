package io.freshet.local.lint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * One thing found in a file.
 *
 * @param line from 1, in a text
 * @param record from 1, in a file that has no lines
 * @param pointer JSON pointer to the place, from the root of a text or of the record
 */
@JsonInclude(Include.NON_NULL)
public record Finding(
        String file, @Nullable Integer line, @Nullable Integer record, String pointer, Level level, String message) {

    /** How bad it is. */
    public enum Level {
        /** The event would be refused. */
        ERROR,
        /** The event would be taken, and hardly as it was meant. */
        WARNING
    }

    /** As compilers write it. */
    public String text() {
        String place = line == null ? "record " + record : line.toString();
        String at = pointer.isEmpty() ? "/" : pointer;
        return file + ":" + place + ": " + at + ": " + (level == Level.WARNING ? "warning: " : "") + message;
    }
}
