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
            "AccessPermissionException", FailureCode.RESTRICTED,
            "ExpandedException", FailureCode.BOMB,
            "SecureSAXException", FailureCode.BOMB);
    private static final String POI_BOMB = "Zip bomb detected";
    private static final String STRICT = "Strict OOXML isn't currently supported";
    /** Tika has one exception for texts that swell and for elements that lie too deep. */
    private static final String TIKA_NESTING = "element nesting";

    private static final String TIKA_PACKAGES = "package entry nesting";

    private Verdict() {}

    static Failure bomb() {
        return new Failure(FailureCode.BOMB, "The file unpacks to far more than its size justifies.");
    }

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
        if (isNesting(trace)) {
            return FailureCode.TOO_NESTED;
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
        if (message != null && message.startsWith(STRICT)) {
            return FailureCode.UNSUPPORTED; // nor for this
        }
        if (message != null && isNesting(message)) {
            return FailureCode.TOO_NESTED;
        }
        return BY_NAME.get(thrown.getClass().getSimpleName());
    }

    private static boolean isNesting(String message) {
        return message.contains(TIKA_NESTING) || message.contains(TIKA_PACKAGES);
    }

    private static String sentence(FailureCode code, Throwable cause) {
        String name = cause.getClass().getSimpleName();
        return switch (code) {
            case ENCRYPTED -> "The file is protected and cannot be opened without its password.";
            case BOMB -> bomb().detail();
            case TOO_NESTED -> "Its elements lie inside each other too deep to be followed.";
            case RESTRICTED -> "The file forbids taking its text.";
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
