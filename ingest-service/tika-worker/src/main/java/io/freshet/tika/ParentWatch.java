package io.freshet.tika;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

/**
 * Ends this process when its parent has ended, even in the middle of a file. The parent holds the other end of standard input
 * and never writes to it, so a read that returns says that the parent is gone.
 *
 * <p>It could be seen by the connection, too; then a second thread would have to take every file from it and hand it over.
 */
final class ParentWatch {

    /** Exit code when the parent is gone. */
    static final int ORPHANED = 7;

    private final IntConsumer halt;

    ParentWatch(IntConsumer halt) {
        this.halt = halt;
    }

    /** Takes standard input for itself; parsers get an empty one. */
    void start() {
        InputStream parent = new FileInputStream(FileDescriptor.in);
        System.setIn(InputStream.nullInputStream());
        Thread thread = new Thread(() -> await(parent), "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void await(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // Whatever it may be, the parent is there.
            }
        } catch (IOException e) {
            // As good as the end.
        }
        end();
    }

    /** Ends this process and what it has started. */
    void end() {
        endChildren();
        halt.accept(ORPHANED);
    }

    /** Programs that a parser has started would survive; twice, because it may just be starting one. */
    private static void endChildren() {
        for (int round = 0; round < 2; round++) {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        }
    }
}
