package io.freshet.index.freshness;

import org.jspecify.annotations.Nullable;

/**
 * A stage of the pipeline: the group that reads the topic.
 *
 * @param own whether it is a stage of this service, whose lag is told here; each service tells its own
 * @param waiting topic of a table with the changes that the stage has read and not sent on yet, by the time they were
 *     published; null when it never puts one aside
 */
public record StagePositions(
        String stage,
        String group,
        String topic,
        boolean own,
        @Nullable String waiting) {

    /** A stage that has sent on whatever it has read. */
    public StagePositions(String stage, String group, String topic, boolean own) {
        this(stage, group, topic, own, null);
    }
}
