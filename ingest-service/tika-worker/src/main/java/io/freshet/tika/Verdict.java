package io.freshet.tika;

import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.WorkerSays.Failure;
import java.util.Map;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.exception.ZeroByteFileException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the code for what a parser threw.
 *
 * <p>Messages of exceptions are never passed on: parsers quote the document in them.
 */
final class Verdict {

    private static final int DEEPEST_CAUSE = 20;
    private static final Map<String, FailureCode> BY_NAME = Map.of(
            "EncryptedDocumentException", FailureCode.ENCRYPTED,
            "InvalidPasswordException", FailureCode.ENCRYPTED,
            "EncryptedPowerPointFileException", FailureCode.ENCRYPTED,
            "SecureSAXException", FailureCode.BOMB);
    private static final String POI_BOMB = "Zip bomb detected";

    private Verdict() {}

    static Failure on(Throwable thrown) {
        if (thrown instanceof FailureException own) {
            return new Failure(own.code(), String.valueOf(own.getMessage()));
        }
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            FailureCode code = code(cause);
            if (code != null) {
                return new Failure(code, sentence(code, cause));
            }
        }
        return new Failure(FailureCode.CORRUPT, sentence(FailureCode.CORRUPT, deepest(thrown)));
    }

    /** The code that a stack trace kept in the metadata points to, for parsers that swallow what they throw. */
    static FailureCode onTrace(String trace) {
        if (trace.contains(POI_BOMB)) {
            return FailureCode.BOMB;
        }
        return BY_NAME.entrySet().stream()
                .filter(known -> trace.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(FailureCode.CORRUPT);
    }

    private static @Nullable FailureCode code(Throwable thrown) {
        if (thrown instanceof EncryptedDocumentException) {
            return FailureCode.ENCRYPTED;
        }
        if (thrown instanceof ZeroByteFileException) {
            return FailureCode.EMPTY;
        }
        if (thrown instanceof UnsupportedFormatException) {
            return FailureCode.UNSUPPORTED;
        }
        if (thrown instanceof OutOfMemoryError) {
            return FailureCode.OUT_OF_MEMORY;
        }
        if (thrown instanceof Error && !(thrown instanceof AssertionError)) {
            return FailureCode.CRASHED;
        }
        String message = thrown.getMessage();
        if (message != null && message.contains(POI_BOMB)) {
            return FailureCode.BOMB; // POI has no exception of its own for it
        }
        return BY_NAME.get(thrown.getClass().getSimpleName());
    }

    private static String sentence(FailureCode code, Throwable cause) {
        String name = cause.getClass().getSimpleName();
        return switch (code) {
            case ENCRYPTED -> "The file is protected and cannot be opened without its password.";
            case BOMB -> "The file unpacks to far more than its size justifies.";
            case EMPTY -> "The file has no bytes.";
            case UNSUPPORTED -> "This variant of the format is not supported (" + name + ").";
            case OUT_OF_MEMORY -> "Reading the file needs more memory than it may have.";
            case CRASHED -> "Reading the file broke the parser (" + name + ").";
            default -> "The file is damaged or not of the type it claims to be (" + name + ").";
        };
    }

    private static Throwable deepest(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause.getCause() != null && depth < DEEPEST_CAUSE; depth++) {
            cause = cause.getCause();
        }
        return cause;
    }
}
