package io.freshet.ingest.extract;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary directory that one process may fill; a killed parser leaves whole copies of its files there. */
record PrivateDirectory(Path path) {

    /** The number of the process that may write here. */
    private static final String PID = "pid";

    private static final int LAST_WORDS = 500;

    static PrivateDirectory under(Path parent) throws IOException {
        Files.createDirectories(parent);
        return new PrivateDirectory(Files.createTempDirectory(parent.toAbsolutePath(), "worker"));
    }

    void belongsTo(long pid) throws IOException {
        Files.writeString(path.resolve(PID), String.valueOf(pid));
    }

    /** Ends a process that has outlived its service, as one that was stopped does. */
    void evict() {
        try {
            long pid = Long.parseLong(Files.readString(path.resolve(PID)));
            ProcessHandle.of(pid).filter(this::works).ifPresent(ProcessGroup::kill);
        } catch (IOException | NumberFormatException e) {
            // Nothing was started here, or nothing can be known of it.
        }
    }

    /** Numbers are used again; the command line tells whether it is the same process. */
    private boolean works(ProcessHandle process) {
        String name = path.getFileName().toString();
        return process.info().commandLine().orElse("").contains(name)
                || Arrays.stream(process.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.contains(name));
    }

    /** The last words of the process, for the operator. */
    String complaint() {
        try {
            byte[] text = tail(path.resolve("stderr"));
            return new String(text, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static byte[] tail(Path file) throws IOException {
        try (RandomAccessFile text = new RandomAccessFile(file.toFile(), "r")) {
            text.seek(Math.max(0, text.length() - LAST_WORDS));
            byte[] bytes = new byte[(int) Math.min(LAST_WORDS, text.length())];
            text.readFully(bytes);
            return bytes;
        }
    }

    void wipe() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Left to whoever cleans the system's temporary directory.
        }
    }
}
