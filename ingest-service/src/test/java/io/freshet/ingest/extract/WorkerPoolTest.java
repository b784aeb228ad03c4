package io.freshet.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        pool = new WorkerPool(settings(Duration.ofSeconds(3), 1000), meters);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private WorkerSettings settings(Duration timeLimit, int filesPerProcess) {
        return new WorkerSettings(
                1,
                ByteSize.mebibytes(96),
                timeLimit,
                Duration.ofSeconds(60),
                filesPerProcess,
                Duration.ZERO,
                1_000_000,
                8000,
                home,
                null,
                directory.resolve("temp"));
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
        "exit, CRASHED",
        "halt, CRASHED",
        "memory, OUT_OF_MEMORY",
        "hang, TIMEOUT",
        "spin, TIMEOUT",
        "stack, CRASHED"
    })
    void everyWayToDieHasItsCodeAndTheNextFileIsNotBlamed(String mischief, FailureCode code) throws Exception {
        // When
        Extraction extraction = read("a.mischief", "MISCHIEF " + mischief);

        // Then
        assertThat(extraction).isInstanceOfSatisfying(Unreadable.class, failed -> {
            assertThat(failed.code()).isEqualTo(code);
            assertThat(failed.attempts()).isEqualTo(2);
        });
        assertThat(texts(read("b.txt", "Innocent."))).containsExactly("Innocent.");
        assertThat(restarts(code.name().toLowerCase(java.util.Locale.ROOT))).isEqualTo(2);
    }

    @Test
    void whatWasReadBeforeTheTimeWasOverIsKept() throws Exception {
        // When
        Extraction extraction = read("a.mischief", "MISCHIEF page-then-hang");

        // Then
        assertThat(texts(extraction)).contains("The first page.");
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
                new WorkerLauncher(new WorkerCommand(jars, ClassArchive.in(null, jars), settings), settings);
        WorkerProcess worker = launcher.start();
        ProcessHandle process = ProcessHandle.of(worker.pid()).orElseThrow();
        CompletableFuture<ProcessHandle> end = process.onExit();
        java.util.concurrent.ScheduledThreadPoolExecutor timer =
                new java.util.concurrent.ScheduledThreadPoolExecutor(1);
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
            try {
                worker.read(mischief("spin"), settings, timer);
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

    private static List<ProcessHandle> workers() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .toList();
    }
}
