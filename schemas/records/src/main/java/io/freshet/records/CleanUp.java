package io.freshet.records;

/** What Kafka does with old records of a topic. */
public enum CleanUp {
    /** Old records go when the retention time is over. */
    DELETE("delete"),
    /** The newest record of each key stays. */
    COMPACT("compact");

    private final String policy;

    CleanUp(String policy) {
        this.policy = policy;
    }

    /** Returns the value of Kafka's {@code cleanup.policy}. */
    public String policy() {
        return policy;
    }
}
