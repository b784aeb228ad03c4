package io.freshet.ingest.deadletter;

import io.freshet.ingest.reject.RejectionCode;
import io.freshet.records.DeadLetter;
import java.util.Arrays;

/** What can be done about a dead letter. */
public final class Advice {

    private Advice() {}

    /** The advice of the letter's code, or of its stage when the code is another service's. */
    public static String of(DeadLetter letter) {
        return switch (letter.getStage()) {
            case INGEST ->
                Arrays.stream(RejectionCode.values())
                        .filter(code -> code.name().equals(letter.getCode()))
                        .map(RejectionCode::advice)
                        .findFirst()
                        .orElse("replay it once its cause is gone");
            case INDEX -> "replay it once its cause is gone; its file is not read again";
            case WRITE -> "publish the document again";
        };
    }
}
