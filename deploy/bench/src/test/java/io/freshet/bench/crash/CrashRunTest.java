package io.freshet.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code freshet-bench.jar crash}. */
class CrashRunTest {
    private static final int KILLS = Integer.getInteger("freshet.crash.kills", 6);
    private static final long SEED = Long.getLong("freshet.crash.seed", 20_261_121);

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void whateverIsKilledTheIndexEndsAsTheModelSays(@TempDir Path directory) throws Exception {
        // Given
        CrashRun.Plan plan = new CrashRun.Plan(
                SEED,
                KILLS,
                3,
                Duration.ofSeconds(4),
                30,
                12,
                List.of(CrashRig.BOTH),
                new CrashRig.Trouble(10, 0.02),
                Duration.ofMinutes(3));

        // When
        CrashRun.Result result = new CrashRun(plan, progress -> {}).run(directory, Duration.ofMinutes(9));

        // Then
        assertThat(result.differences()).as("seed %d", SEED).isEmpty();
        assertThat(result.kills()).isPositive();
    }
}
