package io.freshet.tika;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The worker process. Started with the parent's port and a directory of its own; the secret comes in the environment.
 *
 * <p>Started with {@code --train} and a directory instead, it reads one small file of each common type and ends: the JVM
 * writes the classes it used into an archive that later workers start from.
 */
public final class WorkerMain {

    /** The variable that carries the secret. */
    public static final String SECRET = "FRESHET_WORKER_SECRET";

    /** The argument that asks for a training run. */
    public static final String TRAIN = "--train";

    /** A file must not fill the disk with what its parser has to say about it. */
    private static final int MOST_COMPLAINT = 1 << 20;

    private WorkerMain() {}

    /** Runs until the parent is gone. */
    public static void main(String[] args) throws IOException {
        if (args[0].equals(TRAIN)) {
            var unused = new Training(Path.of(args[1])).run();
            return;
        }
        System.setErr(new PrintStream(new CutStream(System.err, MOST_COMPLAINT), true, StandardCharsets.UTF_8));
        ParentWatch watch = new ParentWatch(Runtime.getRuntime()::halt);
        String secret = System.getenv(SECRET);
        try (ParentLink parent = ParentLink.connect(Integer.parseInt(args[0]), secret == null ? "" : secret)) {
            watch.start();
            new WorkerLoop(parent, Path.of(args[1]), Runtime.getRuntime()::halt).run();
        }
        watch.end();
    }
}
