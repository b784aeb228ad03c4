package io.freshet.index.freshness;

/** A stage of the pipeline: the group that reads the topic. */
public record StagePositions(String stage, String group, String topic) {}
