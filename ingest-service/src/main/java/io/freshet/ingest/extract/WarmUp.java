package io.freshet.ingest.extract;

import io.freshet.ingest.content.InlineContent;
import io.freshet.ingest.extract.WorkerProcess.DiedIdleException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A small file that a worker reads before it takes over from a busy one: what detects types and languages is loaded by the
 * first file, which takes half a second on a busy machine.
 */
final class WarmUp {
    private static final String SAMPLE =
            "# A page\n\nThis page is read by a process that was just started, so that what it"
                    + " needs for reading has been loaded when the first page of somebody else comes.\n\n- one item\n- another\n";

    private final WorkerRole role;
    private final ScheduledExecutorService timer;

    WarmUp(WorkerRole role, ScheduledExecutorService timer) {
        this.role = role;
        this.timer = timer;
    }

    /** Returns whether the worker is fit. */
    boolean of(WorkerProcess worker) {
        byte[] sample = SAMPLE.getBytes(StandardCharsets.UTF_8);
        SourceFile file = new SourceFile("page.md", "text/markdown", new InlineContent(ByteBuffer.wrap(sample)));
        try {
            ReadingTime time = ReadingTime.of(role.timeLimit(), sample.length);
            return worker.read(file, role, time, timer).done().failure() == null;
        } catch (DiedIdleException e) {
            return false;
        }
    }
}
