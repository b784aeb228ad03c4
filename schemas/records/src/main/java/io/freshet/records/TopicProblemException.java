package io.freshet.records;

import java.util.List;

/** The topics are not as they must be, or could not be made so in time; every problem is listed. */
public final class TopicProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicProblemException(List<String> problems) {
        super(String.join("; ", problems));
    }

    TopicProblemException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
