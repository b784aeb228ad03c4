package io.freshet.index.freshness;

/**
 * A stage of the pipeline: the group that reads the topic.
 *
 * @param own whether it is a stage of this service, whose lag is told here; each service tells its own
 */
public record StagePositions(String stage, String group, String topic, boolean own) {}
