package io.freshet.index.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class ErrandsTest {
    private final WriterBench bench = new WriterBench(new FragileStore(new Random(7), 0, () -> {}));
    private final List<String> done = new ArrayList<>();

    @Test
    void workIsDoneBetweenBatchesOneAtATime() {
        Future<?> first = bench.writer.between(() -> done.add("first"));
        Future<?> second = bench.writer.between(() -> done.add("second"));

        bench.cycle(0);

        assertThat(done).containsExactly("first");
        assertThat(first).isDone();
        assertThat(second).isNotDone();
    }

    @Test
    void workSeesHowFarTheWriterIs() throws Exception {
        bench.append("unreadable", new byte[] {99}, new RecordHeaders());
        Future<?> work =
                bench.writer.between(() -> assertThat(bench.writer.positions()).isEqualTo(Map.of(0, 1L)));

        bench.cycle(1);

        work.get();
    }

    @Test
    void workThatFailsHurtsOnlyWhoAskedForIt() {
        Future<?> work = bench.writer.between(() -> {
            throw new IllegalStateException("broken");
        });

        bench.cycle(0);

        assertThatThrownBy(work::get).isInstanceOf(ExecutionException.class).hasMessageContaining("broken");
    }

    @Test
    void noMoreIsTakenOnThanCanWait() {
        for (int i = 0; i < 64; i++) {
            var unused = bench.writer.between(() -> done.add("waiting"));
        }

        assertThatThrownBy(() -> bench.writer.between(() -> done.add("too much")))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aWriterThatEndsCancelsWhatWaitsAndRefusesMore() {
        Future<?> waiting = bench.writer.between(() -> done.add("waiting"));
        bench.consumer.wakeup();

        bench.writer.run();

        assertThat(waiting.isCancelled()).isTrue();
        assertThatThrownBy(() -> bench.writer.between(() -> done.add("late")))
                .isInstanceOf(RejectedExecutionException.class);
    }
}
