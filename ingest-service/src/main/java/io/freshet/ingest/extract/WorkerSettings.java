package io.freshet.ingest.extract;

import io.freshet.service.config.ByteSize;
import io.freshet.service.config.Default;
import io.freshet.service.config.Doc;
import io.freshet.service.config.Range;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How files are read: how many processes, and what each of them may take. */
public record WorkerSettings(
        @Doc("Worker processes, and so files read at a time; 0 means one for each core, but not more than two.")
        @Default("0")
        @Range(min = 0, max = 64)
        int count,

        @Doc("Heap of each worker process.") @Default("512MiB")
        ByteSize heap,

        @Doc("Time a file may take; twice as long for files over 10 MiB. It is tried twice.") @Default("60s")
        Duration timeLimit,

        @Doc("Time a worker may take to start.") @Default("30s")
        Duration startLimit,

        @Doc("Files after which a worker is replaced by a fresh one.") @Default("1000") @Range(min = 1)
        int filesPerProcess,

        @Doc("Stop a worker that has had nothing to do for so long; 0s keeps it.") @Default("0s")
        Duration idleStop,

        @Doc("Characters of text after which a document is cut.") @Default("5000000") @Range(min = 1000, max = 20000000)
        int maxChars,

        @Doc("Characters after which one block of text is cut in two.")
        @Default("8000")
        @Range(min = 200, max = 1000000)
        int maxBlockChars,

        @Doc("Directory of the workers' jars; found beside the service's own jars when not set.") @Nullable
        Path home,

        @Doc("Directory for the archive of classes that makes workers start faster; none is made when not set.")
        @Nullable
        Path cache,

        @Doc("Directory under which every worker gets its own temporary directory; the system's when not set.")
        @Nullable
        Path temp) {

    public WorkerSettings {
        if (timeLimit.isZero() || startLimit.isZero()) {
            throw new IllegalArgumentException("time-limit and start-limit must be longer than nothing");
        }
    }

    int processes() {
        return count > 0 ? count : Math.min(2, Runtime.getRuntime().availableProcessors());
    }
}
