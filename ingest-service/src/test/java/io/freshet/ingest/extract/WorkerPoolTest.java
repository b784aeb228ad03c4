package io.freshet.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.freshet.ingest.content.InlineContent;
import io.freshet.ingest.extract.Extraction.Extracted;
import io.freshet.ingest.extract.Extraction.Unreadable;
import io.freshet.service.config.ByteSize;
import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.Warning;
import io.freshet.tika.wire.WireBlock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
final class WorkerPoolTest {

    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Path home;
    private WorkerPool pool;

    @BeforeEach
    void open() throws Exception {
        home = MischievousHome.in(directory);
        pool = new WorkerPool(settings(Duration.ofSeconds(2), 1000), meters);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private WorkerSettings settings(Duration timeLimit, int filesPerProcess) {
        return settings(timeLimit, filesPerProcess, Duration.ofMinutes(30));
    }

    private WorkerSettings settings(Duration timeLimit, int filesPerProcess, Duration maxAge) {
        return PoolSettings.of(1, timeLimit, filesPerProcess, maxAge, home, directory.resolve("temp"));
    }

    private Extraction read(String name, String content) throws Exception {
        return pool.extract(new SourceFile(
                name, null, new InlineContent(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)))));
    }

    private static List<String> texts(Extraction extraction) {
        return ((Extracted) extraction).blocks().stream().map(WireBlock::text).toList();
    }

    private double restarts(String cause) {
        return meters.counter("freshet.worker.restarts", "cause", cause).count();
    }

    @Test
    void aFileBecomesBlocks() throws Exception {
        // When
        Extraction extraction = read("a.md", "# Title\n\nText.\n");

        // Then
        assertThat(texts(extraction)).containsExactly("Title", "Text.");
    }

    @Test
    void aPdfIsReadWithWhatIsOnTheWorkersClassPath() throws Exception {
        // Given
        String drawing = "BT /F1 12 Tf 72 720 Td (Hello) Tj ET";
        String pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
                + "/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
                + "4 0 obj<</Length " + drawing.length() + ">>stream\n" + drawing + "\nendstream endobj\n"
                + "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

        // When
        Extraction extraction = read("a.pdf", pdf);

        // Then
        assertThat(texts(extraction)).containsExactly("Hello");
    }

    @ParameterizedTest
    @CsvSource({
        "exit, CRASHED, 2",
        "halt, CRASHED, 2",
        "memory, OUT_OF_MEMORY, 2",
        "hang, TIMEOUT, 1",
        "spin, TIMEOUT, 1",
        "stack, CRASHED, 2",
        "stop, TIMEOUT, 1"
    })
    void everyWayToDieHasItsCodeAndTheNextFileIsNotBlamed(String mischief, FailureCode code, int attempts)
            throws Exception {
        // When
        Extraction extraction = read("a.mischief", "MISCHIEF " + mischief);

        // Then
        assertThat(extraction).isInstanceOfSatisfying(Unreadable.class, failed -> {
            assertThat(failed.code()).isEqualTo(code);
            assertThat(failed.attempts()).isEqualTo(attempts);
        });
        assertThat(texts(read("b.txt", "Innocent."))).containsExactly("Innocent.");
        assertThat(restarts(code.name().toLowerCase(java.util.Locale.ROOT))).isEqualTo(attempts);
    }

    @Test
    void whatWasReadBeforeTheTimeWasOverIsKept() throws Exception {
        // When
        Extraction extraction = read("a.mischief", "MISCHIEF page-then-hang");

        // Then
        assertThat(texts(extraction)).contains("The first page.");
        assertThat(((Extracted) extraction).facts().mediaType()).isNotEqualTo("application/octet-stream");
        assertThat(((Extracted) extraction).warnings()).containsExactlyInAnyOrder(Warning.PARTIAL, Warning.TIMEOUT);
    }

    @Test
    void anInterruptLeftBehindDoesNotReachTheNextFile() throws Exception {
        // Given
        read("a.mischief", "MISCHIEF interrupt");

        // When
        Extraction next = read("b.txt", "Innocent.");

        // Then
        assertThat(texts(next)).containsExactly("Innocent.");
        assertThat(workers()).hasSize(1);
    }

    @Test
    void swallowedExceptionsMakeTheTextPartial() throws Exception {
        // When
        Extraction extraction = read("a.mischief", "MISCHIEF swallow");

        // Then
        assertThat(((Extracted) extraction).warnings()).containsExactly(Warning.PARTIAL);
    }

    @Test
    void workersAreThereBeforeTheFiles() {
        await().atMost(Duration.ofSeconds(60)).until(() -> workers().size() == 1);
    }

    @Test
    void aWorkerThatDiedIdleIsReplacedUnnoticed() throws Exception {
        // Given
        read("a.txt", "First.");
        ProcessHandle worker = workers().get(0);
        worker.destroyForcibly();
        worker.onExit().get(10, TimeUnit.SECONDS);

        // When
        Extraction next = read("b.txt", "Second.");

        // Then
        assertThat(texts(next)).containsExactly("Second.");
        assertThat(restarts("died_idle")).isEqualTo(1);
    }

    @Test
    void aWorkerIsReplacedAfterItsShareOfFiles() throws Exception {
        // Given
        pool.close();
        pool = new WorkerPool(settings(Duration.ofSeconds(10), 1), meters);

        // When
        read("a.txt", "First.");
        read("b.txt", "Second.");

        // Then
        assertThat(restarts("recycled")).isEqualTo(2);
    }

    @Test
    void noProcessIsStartedBeforeTheFirstFile() {
        assertThat(workers()).isEmpty();
    }

    @Test
    void closingEndsTheWorkersAndRemovesWhatTheyLeft() throws Exception {
        // Given
        read("a.txt", "First.");

        // When
        pool.close();

        // Then
        assertThat(workers()).isEmpty();
        try (Stream<Path> left = Files.list(directory.resolve("temp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aBusyWorkerEndsWhenItsParentIsGone() throws Exception {
        // Given
        WorkerSettings settings = settings(Duration.ofMinutes(5), 1000);
        WorkerHome jars = WorkerHome.of(settings);
        WorkerLauncher launcher =
                new WorkerLauncher(new WorkerCommand(jars, ClassArchive.in(null, jars), settings), settings, directory);
        WorkerProcess worker = launcher.start();
        ProcessHandle process = ProcessHandle.of(worker.pid()).orElseThrow();
        CompletableFuture<ProcessHandle> end = process.onExit();
        java.util.concurrent.ScheduledThreadPoolExecutor timer =
                new java.util.concurrent.ScheduledThreadPoolExecutor(1);
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
            try {
                worker.read(
                        mischief("spin"),
                        WorkerRole.reading(settings),
                        ReadingTime.of(Duration.ofMinutes(5), 0),
                        timer);
            } catch (WorkerProcess.DiedIdleException e) {
                throw new IllegalStateException(e);
            }
        });

        // When the connection breaks, which is all that a worker sees of its parent's death
        worker.disconnect();

        // Then
        assertThat(end.get(20, TimeUnit.SECONDS).isAlive()).isFalse();
        reading.exceptionally(broken -> null).get(20, TimeUnit.SECONDS);
        worker.kill();
        timer.shutdownNow();
    }

    @Test
    void whatAParserHasStartedEndsWithItAtTheDeadline() throws Exception {
        // When
        Extraction extraction = read("a.mischief", "MISCHIEF child-then-hang");

        // Then
        long child = Long.parseLong(texts(extraction).get(0));
        await().atMost(Duration.ofSeconds(5)).until(() -> !isRunning(child));
    }

    @Test
    void whatAParserHasStartedEndsWithTheService() throws Exception {
        // Given
        WorkerSettings settings = settings(Duration.ofMinutes(5), 1000);
        WorkerHome jars = WorkerHome.of(settings);
        WorkerProcess worker = new WorkerLauncher(
                        new WorkerCommand(jars, ClassArchive.in(null, jars), settings), settings, directory)
                .start();
        var timer = new java.util.concurrent.ScheduledThreadPoolExecutor(1);
        var reading = CompletableFuture.runAsync(() -> {
            try {
                worker.read(
                        mischief("child-then-hang"),
                        WorkerRole.reading(settings),
                        ReadingTime.of(Duration.ofMinutes(5), 0),
                        timer);
            } catch (WorkerProcess.DiedIdleException e) {
                throw new IllegalStateException(e);
            }
        });
        ProcessHandle process = ProcessHandle.of(worker.pid()).orElseThrow();
        ProcessHandle child = await().atMost(Duration.ofSeconds(30))
                .until(() -> process.children().findFirst(), java.util.Optional::isPresent)
                .orElseThrow();

        // When the connection breaks, which is all that a worker sees of its parent's death
        worker.disconnect();

        // Then
        await().atMost(Duration.ofSeconds(5)).until(() -> !isRunning(child.pid()));
        reading.exceptionally(broken -> null).get(20, TimeUnit.SECONDS);
        timer.shutdownNow();
    }

    @Test
    void aStoppedWorkerIsReplacedAndItsFileIsNotBlamed() throws Exception {
        // Given
        read("a.txt", "First.");
        new ProcessBuilder("kill", "-STOP", String.valueOf(workers().get(0).pid()))
                .start()
                .waitFor();

        // When
        Extraction next = read("b.txt", "Second. ".repeat(1_000_000));

        // Then
        assertThat(texts(next).get(0)).startsWith("Second.");
        assertThat(restarts("died_idle")).isEqualTo(1);
    }

    @Test
    void whatAParserForgetsIsGoneBeforeTheNextFile() throws Exception {
        // When
        read("a.mischief", "MISCHIEF leave-a-copy");

        // Then
        try (Stream<Path> left = Files.walk(directory.resolve("temp"))) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("copy"));
        }
    }

    @Test
    void aWorkerIsReplacedWhenItIsOld() throws Exception {
        // Given
        pool.close();
        pool = new WorkerPool(settings(Duration.ofSeconds(10), 1000, Duration.ofMillis(1)), meters);

        // When
        read("a.txt", "First.");

        // Then
        assertThat(restarts("recycled")).isEqualTo(1);
    }

    @Test
    void aBusyWorkersSuccessorIsThereBeforeItsShareOfFilesIsUp() throws Exception {
        // Given
        pool.close();
        // Room for the languages, which the successor loads before it is needed.
        pool = new WorkerPool(
                PoolSettings.of(
                        1,
                        ByteSize.mebibytes(256),
                        Duration.ofSeconds(10),
                        10,
                        Duration.ofMinutes(30),
                        home,
                        directory.resolve("temp")),
                meters);
        for (int i = 0; i < 9; i++) {
            read("a.txt", "File " + i);
        }

        // When
        await().atMost(Duration.ofSeconds(60)).until(() -> pool.ready() == 2);
        List<ProcessHandle> both = workers();
        read("a.txt", "The last of the first.");
        List<ProcessHandle> left = workers();
        read("a.txt", "The first of the second.");

        // Then
        assertThat(restarts("recycled")).isEqualTo(1);
        assertThat(left).hasSize(1).isSubsetOf(both);
        assertThat(workers()).isEqualTo(left);
    }

    @Test
    void aBigFileReachesItsWorkerWithoutUsingUpItsTime() throws Exception {
        // Given
        read("a.txt", "Warm.");
        ByteBuffer big = ByteBuffer.wrap(new byte[200 << 20]);

        // When
        Extraction extraction = pool.extract(new SourceFile("a.bin", null, new InlineContent(big)));

        // Then
        assertThat(((Unreadable) extraction).code()).isEqualTo(FailureCode.UNSUPPORTED);
        assertThat(workers()).hasSize(1);
    }

    @Test
    void aMissingHomeNamesTheSetting() {
        // Given
        home = directory.resolve("nowhere");

        // Then
        assertThatThrownBy(() -> new WorkerPool(settings(Duration.ofSeconds(1), 1), meters))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("freshet.workers.home");
    }

    private static SourceFile mischief(String what) {
        return new SourceFile(
                "a.mischief",
                null,
                new InlineContent(ByteBuffer.wrap(("MISCHIEF " + what).getBytes(StandardCharsets.UTF_8))));
    }

    /** A killed process whose parent is gone too may remain as an entry of the table for a while. */
    private static boolean isRunning(long pid) throws IOException {
        Path state = Path.of("/proc", String.valueOf(pid), "stat");
        return Files.exists(state)
                ? !Files.readString(state).contains(") Z ")
                : ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static List<ProcessHandle> workers() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .toList();
    }
}
