package io.freshet.records;

/** A record key that breaks the key syntax; it is the record that is bad, so retrying cannot help. */
public final class InvalidKeyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the key; stable, for dead letters and HTTP answers. */
    public enum Code {
        /** The tenant is not {@code [a-z0-9-]{1,63}}. */
        BAD_TENANT,
        /** The document id is not 1 to 512 bytes of well-formed UTF-8. */
        BAD_DOCUMENT_ID,
        /** The key as a whole has the wrong shape. */
        BAD_KEY
    }

    private final Code code;

    InvalidKeyException(Code code, String message) {
        super(message);
        this.code = code;
    }

    /** Returns what is wrong. */
    public Code code() {
        return code;
    }
}
