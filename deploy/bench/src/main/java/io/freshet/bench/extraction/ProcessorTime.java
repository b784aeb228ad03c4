package io.freshet.bench.extraction;

import java.time.Duration;
import java.util.stream.Stream;

/** What the system says of the processor time of processes. */
public final class ProcessorTime {
    private ProcessorTime() {}

    /** The processes together. */
    public static Duration of(Stream<ProcessHandle> processes) {
        return processes
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
