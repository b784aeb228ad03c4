package io.freshet.index.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.store.Generation;
import io.freshet.store.GenerationOrder;
import io.freshet.store.IndexIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StateTest {
    private static final Instant MADE = Instant.parse("2024-05-01T12:00:00Z");
    private static final Instant WEEK_LATER = MADE.plus(Duration.ofDays(7));

    @Test
    void whatHoldsWhatWasThereBeforeItIsReady() {
        assertThat(state(2, MADE, MADE.plusSeconds(5))).isEqualTo(State.READY);
        assertThat(state(0, MADE, MADE.plusSeconds(5))).isEqualTo(State.STANDBY);
        assertThat(state(2, MADE.minusMillis(1), MADE.plusSeconds(5))).isEqualTo(State.BUILDING);
        assertThat(state(2, null, MADE)).isEqualTo(State.BUILDING);
    }

    @Test
    void whatHoldsAsMuchAsOneThatIsBehindIsReady() {
        assertThat(state(2, MADE.minusSeconds(90), MADE.minusSeconds(90))).isEqualTo(State.READY);
        assertThat(state(2, MADE.minusSeconds(91), MADE.minusSeconds(90))).isEqualTo(State.BUILDING);
    }

    @Test
    void whatNobodyFeedsAnyMoreIsNotReadyForEver() {
        assertThat(state(2, MADE.plusSeconds(100), WEEK_LATER)).isEqualTo(State.BUILDING);
        assertThat(state(0, MADE.plusSeconds(100), WEEK_LATER)).isEqualTo(State.BUILDING);
        assertThat(state(0, WEEK_LATER.minusSeconds(60), WEEK_LATER)).isEqualTo(State.STANDBY);
    }

    private static State state(int number, @Nullable Instant asOf, Instant servingAsOf) {
        return State.of(
                generation(number, false),
                Optional.ofNullable(asOf),
                Optional.of(generation(1, true)),
                Optional.of(servingAsOf));
    }

    private static Generation generation(int number, boolean serving) {
        return new Generation(number, GenerationOrder.first(new IndexIdentity("small", 2), ""), MADE, serving);
    }
}
