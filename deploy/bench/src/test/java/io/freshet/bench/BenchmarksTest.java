package io.freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {

    @Test
    void everyBenchmarkStartsAndHasSomethingBesideIt() throws Exception {
        // Given
        Options once = new OptionsBuilder()
                .include("io\\.freshet\\.bench\\..*")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(10))
                .param("pages", "3")
                .param("texts", "2")
                .param("chunks", "200")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();

        // When
        Collection<RunResult> results = new Runner(once).run();

        // Then
        assertThat(results).hasSameSizeAs(listed());
        assertThat(pairedNames(Comparison.of(results))).containsExactlyInAnyOrderElementsOf(listed());
    }

    private static Set<String> listed() throws IOException {
        return BenchmarkList.readBenchmarkList(BenchmarksTest.class.getResourceAsStream("/META-INF/BenchmarkList"))
                .stream()
                .map(entry -> Comparison.shortName(entry.getUsername()))
                .collect(Collectors.toSet());
    }

    private static Set<String> pairedNames(List<Comparison> comparisons) {
        return comparisons.stream()
                .flatMap(pair -> List.of(pair.name(), pair.beside().of(pair.name())).stream())
                .collect(Collectors.toSet());
    }

    @Test
    void ourVectorsAreThoseOfThePeer() {
        assertThat(Bench.agreement(3)).isGreaterThan(0.99);
    }
}
