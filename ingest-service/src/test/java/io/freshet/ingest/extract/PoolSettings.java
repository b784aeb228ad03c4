package io.freshet.ingest.extract;

import io.freshet.service.config.ByteSize;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of small pools. */
final class PoolSettings {

    private PoolSettings() {}

    static WorkerSettings of(
            int count, Duration timeLimit, int filesPerProcess, Duration maxAge, Path home, Path temp) {
        return of(count, ByteSize.mebibytes(96), timeLimit, filesPerProcess, maxAge, home, temp);
    }

    static WorkerSettings of(
            int count,
            ByteSize memory,
            Duration timeLimit,
            int filesPerProcess,
            Duration maxAge,
            Path home,
            Path temp) {
        return new WorkerSettings(
                count,
                memory,
                timeLimit,
                Duration.ofSeconds(60),
                filesPerProcess,
                maxAge,
                Duration.ZERO,
                1_000_000,
                8000,
                1,
                200,
                false,
                false,
                false,
                "eng",
                Duration.ofMinutes(5),
                home,
                null,
                temp);
    }
}
