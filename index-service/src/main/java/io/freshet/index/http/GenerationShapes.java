package io.freshet.index.http;

import io.freshet.index.generation.Lags;
import io.freshet.index.generation.Standing;
import io.freshet.store.Generation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Generations as JSON. */
final class GenerationShapes {
    private GenerationShapes() {}

    /** What is ordered. */
    record Order(@Nullable String kind) {}

    /** The list of them. */
    record All(List<One> generations) {
        static All of(List<Standing> standings) {
            return new All(standings.stream().map(One::of).toList());
        }
    }

    /** One of them. */
    record One(
            int number,
            int lineage,
            int after,
            String model,
            int dimensions,
            String chunking,
            Instant createdAt,
            String state,
            @Nullable Instant asOf,
            int percent,
            List<Stage> stages,
            @Nullable String problem) {

        static One of(Standing standing) {
            Generation generation = standing.generation();
            return new One(
                    generation.number(),
                    generation.lineage(),
                    generation.order().after(),
                    generation.identity().modelId(),
                    generation.identity().dimensions(),
                    generation.chunking(),
                    generation.createdAt(),
                    standing.state().name().toLowerCase(Locale.ROOT),
                    standing.asOf().orElse(null),
                    standing.percent(),
                    standing.stages().stream().map(Stage::of).toList(),
                    standing.problem().orElse(null));
        }
    }

    /** How far a stage has read. */
    record Stage(String stage, long records, long lag, int percent) {
        static Stage of(Lags.StageLag lag) {
            return new Stage(lag.stage(), lag.records(), lag.lag(), lag.percent());
        }
    }
}
