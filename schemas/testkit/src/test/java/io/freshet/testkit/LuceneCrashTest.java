package io.freshet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.store.Head;
import io.freshet.store.IndexCounts;
import io.freshet.store.lucene.LuceneStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class LuceneCrashTest {
    private static final int CRASHES = 4;

    private final Random random = new Random(20_261_120);

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aKilledWriterLosesNothingItSyncedAndLeavesNoHalfEdit() throws Exception {
        int next = 1;
        for (int crash = 0; crash < CRASHES; crash++) {
            int synced = writeUntilKilled(next, next + 5 + random.nextInt(60));

            int stored = checkedNewestEdit();

            assertThat(stored).isBetween(synced, synced + 1);
            next = stored + 1;
        }
    }

    /** The last number the child printed; it goes on writing while the kill is on its way. */
    private int writeUntilKilled(int from, int killAt) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingWriter.class.getName(),
                        directory.toString(),
                        Integer.toString(from))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int last = 0;
        try (BufferedReader lines = child.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = Integer.parseInt(line);
                if (last == killAt) {
                    child.toHandle().destroyForcibly(); // unlike Process, leaves the pipe to be read to its end
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(last).isGreaterThanOrEqualTo(killAt);
        return last;
    }

    /** The number of the newest edit in the store, which must be there whole, like each before it. */
    private int checkedNewestEdit() throws Exception {
        LuceneStore store = LuceneStore.open(directory);
        try {
            store.open(CrashingWriter.IDENTITY);
            Map<String, Head> heads = store.heads(
                    CrashingWriter.TENANT,
                    IntStream.range(0, CrashingWriter.DOCUMENTS)
                            .mapToObj(CrashingWriter::documentId)
                            .toList());
            int newest = heads.values().stream()
                    .mapToInt(head -> Math.toIntExact(head.sequence()))
                    .max()
                    .orElse(0);
            for (int number = Math.max(1, newest - CrashingWriter.DOCUMENTS + 1); number <= newest; number++) {
                assertThat(heads.get(CrashingWriter.documentId(number)))
                        .isEqualTo(Heads.head(CrashingWriter.documentId(number))
                                .sequence(number)
                                .build());
                UUID chunkId = new UUID(0, number);
                assertThat(store.since(CrashingWriter.TENANT, List.of(chunkId)))
                        .isEqualTo(Map.of(chunkId, (long) number));
            }
            int documents = Math.min(newest, CrashingWriter.DOCUMENTS);
            assertThat(store.count(CrashingWriter.TENANT)).isEqualTo(new IndexCounts(documents, documents));
            return newest;
        } finally {
            store.close();
        }
    }
}
