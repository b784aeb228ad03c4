package io.freshet.ingest.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freshet.ingest.reject.RejectionCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends ContentStoreContract {

    private static final Instant NOW = Instant.parse("2026-03-01T23:59:00Z");

    @TempDir
    Path directory;

    private DirectoryStore store;

    @BeforeEach
    void open() throws IOException {
        store = new DirectoryStore(directory, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Override
    protected ClaimCheckStore store() {
        return store;
    }

    @Override
    protected List<String> held() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    private URI keep() throws Exception {
        return store.keep("acme", new ByteArrayInputStream(new byte[] {1}), 10);
    }

    private int sweep(Duration later) throws IOException {
        Clock clock = Clock.fixed(NOW.plus(later), ZoneOffset.UTC);
        return new DirectorySweep(directory, Duration.ofDays(35), clock).run();
    }

    @Test
    void sweepsADayWhenTheLastFileOfItIsOldEnough() throws Exception {
        keep();

        assertThat(sweep(Duration.ofDays(35))).isZero();
        assertThat(sweep(Duration.ofDays(35).plusMinutes(2))).isEqualTo(1);
        assertThat(held()).isEmpty();
        assertThat(directory.resolve("acme/2026-03-01")).doesNotExist();
    }

    @Test
    void keepsOnAfterASweep() throws Exception {
        keep();
        sweep(Duration.ofDays(100));

        URI reference = keep();

        assertThat(store.fetch(ClaimCheck.parse(reference).orElseThrow()).length())
                .isEqualTo(1);
    }

    @Test
    void sweepsPartsThatNobodyWritesAnyMore() throws Exception {
        Path abandoned = Files.createFile(directory.resolve(".incoming/abandoned"));
        Path underWay = Files.createFile(directory.resolve(".incoming/under-way"));
        Files.setLastModifiedTime(abandoned, FileTime.from(NOW.minus(Duration.ofHours(7))));
        Files.setLastModifiedTime(underWay, FileTime.from(NOW.minus(Duration.ofHours(1))));

        sweep(Duration.ZERO);

        assertThat(abandoned).doesNotExist();
        assertThat(underWay).exists();
    }

    @Test
    void sweepsNothingThatIsNotItsOwn() throws Exception {
        Path foreign = Files.createDirectories(directory.resolve("acme/notes")).resolve("x");
        Files.createFile(foreign);
        Files.createFile(directory.resolve("readme"));

        sweep(Duration.ofDays(1000));

        assertThat(foreign).exists();
        assertThat(directory.resolve("readme")).exists();
    }

    @Test
    void losesNoFileWhenItsDirectoryIsNotThere() throws Exception {
        ClaimCheck check = ClaimCheck.parse(keep()).orElseThrow();
        Files.move(directory.resolve(".incoming"), directory.resolve("elsewhere"));
        Files.move(directory.resolve("acme"), directory.resolve("acme2"));

        assertThatExceptionOfType(ContentUnavailableException.class).isThrownBy(() -> store.fetch(check));
        assertThatExceptionOfType(ContentUnavailableException.class).isThrownBy(() -> keep());
        assertThatExceptionOfType(ContentUnavailableException.class).isThrownBy(() -> store.check());
    }

    @Test
    void givesNothingThatALinkLeadsTo() throws Exception {
        ClaimCheck check = ClaimCheck.parse(keep()).orElseThrow();
        Path file = directory.resolve(check.path());
        Files.move(file, directory.resolve("moved"));
        Files.createSymbolicLink(file, directory.resolve("moved"));

        assertThatExceptionOfType(ContentRefusedException.class)
                .isThrownBy(() -> store.fetch(check))
                .extracting(ContentRefusedException::code)
                .isEqualTo(RejectionCode.CONTENT_NOT_FOUND);
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() throws Exception {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> store.keep("acme", new CountedBytes(Long.MAX_VALUE), Long.MAX_VALUE));

        assertThat(held()).isEmpty();
    }
}
