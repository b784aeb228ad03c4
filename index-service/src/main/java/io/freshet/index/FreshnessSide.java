package io.freshet.index;

import io.freshet.index.freshness.AsOfRecorder;
import io.freshet.index.freshness.StagePositions;
import io.freshet.store.ChunkWriter;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** The freshness recorder, wired: from the positions of all stages to the moment that queries answer with. */
final class FreshnessSide {
    private FreshnessSide() {}

    static AsOfRecorder start(Surroundings around, Admin kafka, ChunkWriter store) {
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
                        true),
                new StagePositions(
                        "searchable",
                        around.groups().writer(),
                        around.topics().indexChanges().name(),
                        true));
        AsOfRecorder recorder = new AsOfRecorder(
                stages,
                kafka,
                around.clients().freshnessConsumer(),
                around.config().kafka().partitions(),
                store,
                around.config().writer().asOfInterval(),
                around.clock(),
                around.meters());
        recorder.start();
        return recorder;
    }
}
