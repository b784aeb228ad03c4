package io.freshet.records;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** A record that cannot be written or read, for a reason that trying again will not change. */
public final class RecordException extends SerializationException {
    private static final long serialVersionUID = 1L;

    /** Why; stable, for dead letters and alerts. */
    public enum Code {
        /** The payload is too short to hold a schema id. */
        TOO_SHORT(true),
        /** The payload does not begin with the magic byte of the wire format. */
        BAD_MAGIC(true),
        /** The payload carries a 16-byte GUID in place of a schema id. */
        GUID_FRAME(true),
        /** The payload goes on after its value has ended. */
        TRAILING_BYTES(true),
        /** The payload is not what its schema says. */
        BAD_PAYLOAD(true),
        /** The value is of a type that does not belong here. */
        WRONG_TYPE(true),
        /** The registry does not know the schema. */
        UNKNOWN_SCHEMA(true),
        /** The schema is in a language other than Avro. */
        UNSUPPORTED_SCHEMA_TYPE(true),
        /** The reader's schema cannot read what the writer wrote. */
        UNREADABLE_SCHEMA(true),
        /** The registry does not know the subject. */
        UNKNOWN_SUBJECT(false),
        /** The registry does not know the version of the subject. */
        UNKNOWN_VERSION(false),
        /** The registry refuses the schema because readers of other versions would break. */
        INCOMPATIBLE(false),
        /** The registry, or Avro, cannot make sense of the schema. */
        INVALID_SCHEMA(false),
        /** The registry wants other credentials. */
        UNAUTHORIZED(false),
        /** The credentials do not allow this. */
        FORBIDDEN(false),
        /** What answered does not speak the registry's language; most likely the URL is wrong. */
        NOT_A_REGISTRY(false);

        private final boolean recordAtFault;

        Code(boolean recordAtFault) {
            this.recordAtFault = recordAtFault;
        }

        /** Tells whether the record is to blame; if not, the set-up is, and every record would meet the same fate. */
        public boolean recordAtFault() {
            return recordAtFault;
        }
    }

    private final Code code;

    /** Makes an exception without a cause. */
    public RecordException(Code code, String message) {
        this(code, message, null);
    }

    /** Makes an exception with what led to it. */
    public RecordException(Code code, String message, @Nullable Throwable cause) {
        super(code + ": " + message, cause);
        this.code = code;
    }

    /** Returns why. */
    public Code code() {
        return code;
    }
}
