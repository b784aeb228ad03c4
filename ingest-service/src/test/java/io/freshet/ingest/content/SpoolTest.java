package io.freshet.ingest.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final int ROOM = 100_000;

    @TempDir
    Path parent;

    private Spool spool;

    @BeforeEach
    void open() throws IOException {
        spool = new Spool(parent, ROOM, Duration.ofMillis(20));
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Test
    void givesRoomBackWhenACopyIsClosed() throws Exception {
        for (int i = 0; i < 5; i++) {
            spool.receive(new CountedBytes(90_000), 90_000, ROOM).close();
        }

        assertThat(spool.directory()).isDirectoryNotContaining(file -> !file.endsWith("lock"));
    }

    @Test
    void givesRoomBackOnceHoweverOftenACopyIsClosed() throws Exception {
        SpooledFile first = spool.receive(new CountedBytes(60_000), 60_000, ROOM);
        first.close();
        first.close();

        try (SpooledFile second = spool.receive(new CountedBytes(60_000), 60_000, ROOM)) {
            assertThatExceptionOfType(ContentUnavailableException.class)
                    .isThrownBy(() -> spool.receive(new CountedBytes(60_000), 60_000, ROOM));
            assertThat(second.length()).isEqualTo(60_000);
        }
    }

    @Test
    void takesNoMoreRoomThanTheBytesOnceTheirNumberIsKnown() throws Exception {
        try (SpooledFile small = spool.receive(new CountedBytes(10), -1, ROOM);
                SpooledFile next = spool.receive(new CountedBytes(90_000), 90_000, ROOM)) {
            assertThat(small.length() + next.length()).isEqualTo(90_010);
        }
    }

    @Test
    void whatWasNotAnnouncedTakesRoomAsItComes() throws Exception {
        long large = 512L << 20;
        try (Spool roomy = new Spool(parent, large, Duration.ofMillis(20));
                SpooledFile first = roomy.receive(whileMore(() -> receiveMore(roomy, large)), -1, large)) {
            assertThat(first.length()).isPositive();
        }
    }

    private static void receiveMore(Spool roomy, long large) throws Exception {
        for (int i = 0; i < 4; i++) {
            roomy.receive(new CountedBytes(20 << 20), -1, large).close();
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Has bytes, and in their midst something else happens. */
    private static InputStream whileMore(Action action) {
        return new InputStream() {
            private int reads;

            @Override
            public int read() throws IOException {
                return -1;
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                if (reads++ == 0) {
                    return count;
                }
                try {
                    action.run();
                } catch (Exception e) {
                    throw new IOException(e);
                }
                return -1;
            }
        };
    }

    @Test
    void aTransferThatFindsNoMoreRoomFailsAndGivesBackWhatItHad() throws Exception {
        long large = 64L << 20;
        try (Spool tight = new Spool(parent, 20 << 20, Duration.ofMillis(20))) {
            SpooledFile known = tight.receive(new CountedBytes(9 << 20), 9 << 20, large);

            assertThatExceptionOfType(ContentUnavailableException.class)
                    .isThrownBy(() -> tight.receive(new CountedBytes(large), -1, large));

            SpooledFile rest = tight.receive(new CountedBytes(11 << 20), -1, large);
            known.close();
            rest.close();
            tight.receive(new CountedBytes(20 << 20), 20 << 20, large).close();
        }
    }

    @Test
    void givesRoomBackWhenACopyFails() throws Exception {
        assertThatIOException().isThrownBy(() -> spool.receive(new BrokenBytes(10), -1, ROOM));
        assertThatIOException().isThrownBy(() -> spool.receive(new CountedBytes(10), 11, ROOM));
        assertThatExceptionOfType(ContentTooLargeException.class)
                .isThrownBy(() -> spool.receive(new CountedBytes(ROOM + 1), -1, ROOM));
        assertThatExceptionOfType(ContentTooLargeException.class)
                .isThrownBy(() -> spool.receive(new CountedBytes(10), ROOM + 1, ROOM));

        spool.receive(new CountedBytes(ROOM), ROOM, ROOM).close();
    }

    @Test
    void wipesWhatADeadProcessLeftAndNothingInUse() throws Exception {
        Path left = Files.createDirectory(parent.resolve("freshet-content-dead"));
        Files.createFile(left.resolve("lock"));
        Files.createFile(left.resolve("copy"));
        Path foreign = Files.createDirectory(parent.resolve("freshet-content-strange"));
        Files.createFile(foreign.resolve("file"));

        try (SpooledFile used = spool.receive(new CountedBytes(10), 10, ROOM)) {
            new Spool(parent, ROOM, Duration.ZERO).close();

            assertThat(left).doesNotExist();
            assertThat(foreign.resolve("file")).exists();
            assertThat(used.open().readAllBytes()).hasSize(10);
        }
    }

    @Test
    void leavesNothingWhenItCloses() throws Exception {
        SpooledFile open = spool.receive(new CountedBytes(10), 10, ROOM);

        spool.close();

        assertThat(open.path()).doesNotExist();
        assertThat(spool.directory()).doesNotExist();
    }
}
