package io.freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Comparison TWICE_THE_LIMIT =
            new Comparison("SerdeBenchmark.encodeEvent", "us/op", 4, 0.1, Comparison.Beside.LIMIT, 2);

    @Test
    void theRatioIsOursToTheOther() {
        assertThat(TWICE_THE_LIMIT.ratio()).isEqualTo(2);
    }

    @Test
    void aLineOfTheTableHoldsBothFiguresAndTheirRatio() {
        String table = Comparison.table(List.of(TWICE_THE_LIMIT));

        assertThat(table.lines()).hasSize(2);
        assertThat(table.lines().toList().get(1).split(" +"))
                .containsExactly("SerdeBenchmark.encodeEvent", "4.000", "us/op", "limit", "2.000", "2.00");
    }

    @Test
    void namesAreCutToClassAndMethod() {
        assertThat(Comparison.shortName("io.freshet.bench.SerdeBenchmark.encodeEvent"))
                .isEqualTo("SerdeBenchmark.encodeEvent");
    }
}
