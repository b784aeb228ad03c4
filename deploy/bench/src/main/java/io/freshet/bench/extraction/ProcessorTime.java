package io.freshet.bench.extraction;

import java.time.Duration;
import java.util.stream.Stream;

/** What the system says of the processor time of processes. */
final class ProcessorTime {
    private ProcessorTime() {}

    static Duration of(Stream<ProcessHandle> processes) {
        return processes
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
