package io.freshet.index.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PaceTest {
    private final Pace pace = new Pace(new CallLimits(100, 10, 200, 1000, 8));

    @Test
    void itBeginsWhereItIsToldAndWithOneCallAtATime() {
        assertThat(pace.writes()).isEqualTo(100);
        assertThat(pace.atOnce()).isEqualTo(1);
    }

    @Test
    void fullCallsThatGoWellMakeCallsLargerAndMoreUpToTheMost() {
        times(1, this::well);
        assertThat(pace.writes()).isEqualTo(110);
        assertThat(pace.atOnce()).isEqualTo(2);

        times(100, this::well);
        assertThat(pace.writes()).isEqualTo(200);
        assertThat(pace.atOnce()).isEqualTo(8);
    }

    @Test
    void callsThatWereNotFullShowNothing() {
        pace.ended(pace.start(), "put", 5, false, false, 10);

        assertThat(pace.writes()).isEqualTo(100);
        assertThat(pace.atOnce()).isEqualTo(1);
    }

    @Test
    void troubleHalvesBothDownToTheFewest() {
        times(100, this::well);

        pace.ended(pace.start(), "put", 200, true, true, 10);
        assertThat(pace.writes()).isEqualTo(100);
        assertThat(pace.atOnce()).isEqualTo(4);

        times(100, () -> pace.ended(pace.start(), "put", 20, true, true, 10));
        assertThat(pace.writes()).isEqualTo(10);
        assertThat(pace.atOnce()).isEqualTo(1);
    }

    @Test
    void callsThatWereInFlightTogetherSlowItDownOnce() {
        times(100, this::well);
        long first = pace.start();
        long second = pace.start();

        pace.ended(first, "put", 200, true, true, 10);
        pace.ended(second, "put", 200, true, true, 10);

        assertThat(pace.writes()).isEqualTo(100);
    }

    @Test
    void aCallThatTakesFarLongerThanSuchCallsDoIsTrouble() {
        well();
        int before = pace.writes();

        pace.ended(pace.start(), "put", 100, true, false, 41);

        assertThat(pace.writes()).isEqualTo(before / 2);
    }

    @Test
    void callsOfAnotherKindOrSizeAreNotCompared() {
        well();
        int before = pace.writes();

        pace.ended(pace.start(), "head", 100, false, false, 1000);
        pace.ended(pace.start(), "put", 10, false, false, 1000);

        assertThat(pace.writes()).isEqualTo(before);
    }

    @Test
    void aStoreThatIsSlowerForGoodIsBelievedInTime() {
        well();
        times(300, () -> pace.ended(pace.start(), "put", 100, true, false, 60));

        assertThat(pace.writes()).isEqualTo(200);
    }

    private void well() {
        pace.ended(pace.start(), "put", 100, true, false, 10);
    }

    private static void times(int count, Runnable what) {
        for (int i = 0; i < count; i++) {
            what.run();
        }
    }
}
