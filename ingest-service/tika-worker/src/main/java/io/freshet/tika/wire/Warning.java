package io.freshet.tika.wire;

/** A reservation about text that was nevertheless read. */
public enum Warning {
    /** A part of the file could not be read. */
    PARTIAL,
    /** The text was cut at the character limit. */
    TRUNCATED,
    /** The time limit ended the reading. */
    TIMEOUT,
    /** The file carries other files, which were not read. */
    EMBEDDED_SKIPPED,
    /** The character set was neither declared nor evident. */
    CHARSET_GUESSED
}
