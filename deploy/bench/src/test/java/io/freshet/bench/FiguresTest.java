package io.freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void theSpreadOfAnOddCountHasTheMiddleValueAsMedian() {
        assertThat(Spread.of(List.of(3.0, 1.0, 20.0))).isEqualTo(new Spread(3, 1, 20));
    }

    @Test
    void theSpreadOfAnEvenCountHasTheMeanOfTheMiddleTwoAsMedian() {
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 20.0)).median()).isEqualTo(3);
    }

    @Test
    void aSpreadIsShownWithItsRange() {
        assertThat(new Spread(3, 1, 20).text(2)).isEqualTo("3.00 (1.00..20.00)");
    }

    @Test
    void residentMemoryIsReadFromTheLineThatLinuxCallsVmRss() {
        String status = "Name:\tjava\nVmHWM:\t  999999 kB\nVmRSS:\t  524288 kB\nThreads:\t30\n";

        assertThat(Memory.resident(status)).isEqualTo(512);
    }

    @Test
    void aProcessWithoutMemoryCountsNothing() {
        assertThat(Memory.resident("Name:\tkthreadd\n")).isZero();
    }

    @Test
    void optionsAndANameAreUnderstoodInAnyOrder() {
        assertThat(Bench.Wanted.of(List.of("Serde", "--json", "out.json", "--long")))
                .isEqualTo(new Bench.Wanted(true, Path.of("out.json"), "Serde"));
    }

    @Test
    void whatIsNoOptionAndNoSingleNameIsRefused() {
        assertThat(Bench.Wanted.of(List.of("--json"))).isNull();
        assertThat(Bench.Wanted.of(List.of("--fast"))).isNull();
        assertThat(Bench.Wanted.of(List.of("Serde", "Search"))).isNull();
    }
}
