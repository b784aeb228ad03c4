package io.freshet.tika.wire;

/** A reservation about text that was nevertheless read. */
public enum Warning {
    /** A part of the file, or a file within it, could not be read. */
    PARTIAL,
    /** The text was cut at the character limit. */
    TRUNCATED,
    /** The time limit ended the reading. */
    TIMEOUT,
    /** The file carries other files, some of which were not read: too deep, an archive, or of no readable type. */
    EMBEDDED_SKIPPED,
    /** The file carries more files than may be read; the later ones were not. */
    EMBEDDED_LIMIT,
    /** The character set was neither declared nor evident. */
    CHARSET_GUESSED,
    /** Name or declared type promise another format than the bytes are; the bytes were believed. */
    TYPE_MISMATCH,
    /** The file asks that its text not be taken. */
    RESTRICTED,
    /** The text was recognised in pictures. */
    OCR
}
