package io.freshet.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** What Linux says of a process's resident memory, in megabytes; pages that processes share count once for each. */
public final class Memory {
    private static final String RESIDENT = "VmRSS:";
    private static final double KIB_PER_MIB = 1024;

    private Memory() {}

    /** The processes together; one that has ended counts nothing. */
    public static double resident(List<ProcessHandle> processes) throws IOException {
        double sum = 0;
        for (ProcessHandle process : processes) {
            sum += resident(status(process));
        }
        return sum;
    }

    private static String status(ProcessHandle process) throws IOException {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
        } catch (NoSuchFileException ended) {
            return "";
        }
    }

    /** Reads it from the text of a process's status file; kernel threads have none. */
    static double resident(String status) {
        return status.lines()
                .filter(line -> line.startsWith(RESIDENT))
                .mapToDouble(line -> Double.parseDouble(line.substring(RESIDENT.length())
                                .replace("kB", "")
                                .strip())
                        / KIB_PER_MIB)
                .sum();
    }
}
