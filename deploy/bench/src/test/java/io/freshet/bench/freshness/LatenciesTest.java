package io.freshet.bench.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentilesAreValuesThatWereMeasured() {
        Latencies latencies = Latencies.of(IntStream.rangeClosed(1, 200)
                .mapToObj(millis -> (double) millis)
                .toList());

        assertThat(latencies.percentile(50)).isEqualTo(100);
        assertThat(latencies.percentile(99)).isEqualTo(198);
        assertThat(latencies.max()).isEqualTo(200);
    }

    @Test
    void theHistogramHoldsAll() {
        Latencies latencies = Latencies.of(List.of(1.0, 13.0, 90.0, 90.0));

        assertThat(latencies.histogram())
                .contains("      1  25.0 %")
                .contains("      1  50.0 %")
                .contains("      2 100.0 %");
    }

    @Test
    void nothingHasNoPercentile() {
        assertThat(Latencies.of(List.of()).percentile(50)).isNaN();
    }
}
