package io.freshet.tika.wire;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message from a worker to its parent. */
public sealed interface WorkerSays {

    /** The first message: proves that the process is the one that was started. */
    record Hello(int version, String secret) implements WorkerSays {}

    /** The parsers are loaded; a request may come. */
    record Ready() implements WorkerSays {}

    /** The request arrived whole; what goes wrong from here on is on the file's account. */
    record Started() implements WorkerSays {}

    /** The type of the file, told before anything in it can bring the process down. */
    record Detected(String mediaType) implements WorkerSays {}

    /** The next piece of text. */
    record Block(WireBlock block) implements WorkerSays {}

    /** The last message about a file: what it says about itself, and the failure if there was one. */
    record Done(
            FileFacts facts,
            Set<Warning> warnings,
            @Nullable Failure failure) implements WorkerSays {
        public Done {
            warnings = Set.copyOf(warnings);
        }
    }

    /** Why there is no text. */
    record Failure(FailureCode code, String detail) {}
}
