package io.freshet.ingest.content;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Deletes from a store's directory the days that are over for long enough, and parts of files that nobody writes any more.
 * Several processes may sweep the same directory.
 */
final class DirectorySweep {

    /** A file being received is written to all the time. */
    private static final Duration ABANDONED = Duration.ofHours(6);

    private final Path directory;
    private final Duration keepFor;
    private final Clock clock;

    DirectorySweep(Path directory, Duration keepFor, Clock clock) {
        this.directory = directory;
        this.keepFor = keepFor;
        this.clock = clock;
    }

    /** Returns how many files it deleted. */
    int run() throws IOException {
        int deleted = 0;
        try (DirectoryStream<Path> tenants = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path tenant : tenants) {
                deleted += tenant.endsWith(DirectoryStore.INCOMING) ? parts(tenant) : days(tenant);
            }
        }
        return deleted;
    }

    private int parts(Path incoming) throws IOException {
        int deleted = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(incoming)) {
            for (Path file : files) {
                Instant last = Files.getLastModifiedTime(file).toInstant();
                deleted += last.plus(ABANDONED).isBefore(clock.instant()) && Files.deleteIfExists(file) ? 1 : 0;
            }
        }
        return deleted;
    }

    private int days(Path tenant) throws IOException {
        int deleted = 0;
        try (DirectoryStream<Path> days = Files.newDirectoryStream(tenant, Files::isDirectory)) {
            for (Path day : days) {
                deleted += isOver(String.valueOf(day.getFileName())) ? delete(day) : 0;
            }
        }
        return deleted;
    }

    private boolean isOver(String day) {
        try {
            Instant end = LocalDate.parse(day)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            return end.plus(keepFor).isBefore(clock.instant());
        } catch (DateTimeException notOurs) {
            return false;
        }
    }

    private static int delete(Path day) throws IOException {
        int deleted = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(day)) {
            for (Path file : files) {
                deleted += Files.deleteIfExists(file) ? 1 : 0;
            }
        }
        Files.deleteIfExists(day);
        return deleted;
    }
}
