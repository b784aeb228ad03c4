package io.freshet.bench.freshness;

import io.freshet.bench.extraction.ProcessorTime;
import io.freshet.bench.served.ServedFreshet;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/** Processor time that was used between two moments. */
record Usage(long nanoTime, Duration service, Duration workers, Duration bench) {

    static Usage begin(ServedFreshet freshet) {
        Duration service = freshet.serviceTime();
        return new Usage(
                System.nanoTime(),
                service,
                freshet.wholeTime().minus(service),
                ProcessorTime.of(Stream.of(ProcessHandle.current())));
    }

    Usage end(ServedFreshet freshet) {
        Usage now = begin(freshet);
        return new Usage(
                now.nanoTime - nanoTime,
                now.service.minus(service),
                now.workers.minus(workers),
                now.bench.minus(bench));
    }

    private double processors(Duration time) {
        return (double) time.toNanos() / nanoTime;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "processors busy: Freshet %.2f, its extraction workers %.2f, this program %.2f",
                processors(service),
                processors(workers),
                processors(bench));
    }
}
