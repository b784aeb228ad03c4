package io.freshet.tika.wire;

/** Why a file has no text. The set is closed; each code tells the sender what can be done about it. */
public enum FailureCode {
    /** The file has no bytes. */
    EMPTY,
    /** The bytes are not what their type promises: truncated, damaged, or binary under a text file's name. */
    CORRUPT,
    /** The file needs a password or a licence; send it without protection. */
    ENCRYPTED,
    /** No text can be read from this type of file. */
    UNSUPPORTED,
    /** The file unpacks to far more than its size justifies. */
    BOMB,
    /** Its elements, or the files within it, lie inside each other deeper than anything written for readers. */
    TOO_NESTED,
    /** A page or message in plain characters under the name or type of a binary document, such as a log-in page. */
    SUSPECT_CONTENT,
    /** The file forbids taking its text, and that is honoured here. */
    RESTRICTED,
    /** The text is larger than one record may carry; send the document in parts. */
    TEXT_TOO_LARGE,
    /** The file has no text, not even in its pictures. */
    NO_TEXT,
    /** The file shows pictures only; its text would have to be recognised optically. */
    NEEDS_OCR,
    /** The parser did not finish within the time limit. */
    TIMEOUT,
    /** The parser needed more memory than it may have. */
    OUT_OF_MEMORY,
    /** The parser brought its process down. */
    CRASHED;

    /** Whether the process that reported this is beyond further use, and a fresh one might do better. */
    public boolean endsTheWorker() {
        return this == TIMEOUT || this == OUT_OF_MEMORY || this == CRASHED;
    }
}
