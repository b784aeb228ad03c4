package io.freshet.index;

import io.freshet.index.freshness.AsOfRecorder;
import io.freshet.index.freshness.StagePositions;
import io.freshet.store.ChunkWriter;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** The freshness recorder, wired: from the positions of all stages to the moment that queries answer with. */
final class FreshnessSide {
    /** Streams names the changelog of a store so, after the application id and the store. */
    private static final String WAITING = "-waiting-since-changelog";

    private FreshnessSide() {}

    /** Starts telling how fresh the index is that this writer's group writes. */
    static AsOfRecorder start(Surroundings around, Admin kafka, String writerGroup, ChunkWriter store) {
        List<StagePositions> stages = List.of(
                new StagePositions(
                        "extracted",
                        around.groups().ingest(),
                        around.topics().documents().name(),
                        false),
                new StagePositions(
                        "embedded",
                        around.groups().stream(),
                        around.topics().extracted().name(),
                        true,
                        around.groups().stream() + WAITING),
                new StagePositions(
                        "searchable",
                        writerGroup,
                        around.topics().indexChanges().name(),
                        true));
        AsOfRecorder recorder = new AsOfRecorder(
                stages,
                kafka,
                around.clients().freshnessReaders(),
                around.config().kafka().partitions(),
                store,
                around.config().writer().asOfInterval(),
                around.clock(),
                around.meters());
        recorder.start();
        return recorder;
    }
}
