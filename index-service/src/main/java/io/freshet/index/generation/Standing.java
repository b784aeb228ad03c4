package io.freshet.index.generation;

import io.freshet.store.Generation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a generation stands.
 *
 * @param asOf everything published before is in it; empty while that is not known
 * @param problem what keeps it from being made here, so that it falls behind; empty where nothing does
 */
public record Standing(
        Generation generation,
        State state,
        Optional<Instant> asOf,
        List<Lags.StageLag> stages,
        Optional<String> problem) {

    /** How much of it is done, from 0 to 100: that of the stage that is furthest behind. */
    public int percent() {
        return stages.stream().mapToInt(Lags.StageLag::percent).min().orElse(100);
    }
}
