package io.freshet.query.http;

import io.freshet.query.retrieve.Answer;
import io.freshet.query.retrieve.Stage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;

/** How long searches take, stage by stage, and how many find nothing. */
final class SearchMeters {
    private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
    private final Counter empty;

    SearchMeters(MeterRegistry meters) {
        for (Stage stage : Stage.values()) {
            stages.put(
                    stage,
                    Timer.builder("freshet.search")
                            .description("Time that answering searches took, by stage")
                            .tag("stage", stage.label())
                            .publishPercentileHistogram()
                            .register(meters));
        }
        this.empty = Counter.builder("freshet.empty.answers")
                .description("Searches that found nothing visible")
                .register(meters);
    }

    void record(Answer answer) {
        stages.forEach((stage, timer) -> {
            if (!answer.timing().spent(stage).isZero()) {
                timer.record(answer.timing().spent(stage));
            }
        });
        if (answer.hits().isEmpty()) {
            empty.increment();
        }
    }
}
